/** Lists, items, documents, differences, findings. */
export const pages = `
.tag{display:inline-block;font-size:.82rem;line-height:1.5;padding:0 .5rem;border-radius:3px;background:#e6ebf1;color:#33475b;white-space:nowrap;margin-right:.35rem}
.tag.block{background:#a3262a;color:#fff}
.tag.warn{background:#fbe3b6;color:#5c3a00}
.tag.info{background:#e6ebf1;color:#33475b}
.tag.urgent{background:#a3262a;color:#fff}
.tag.good{background:#dcefe4;color:#1c5034}
.queue{list-style:none;margin:0 0 1.75rem;padding:0;background:#fff;border:1px solid #d8dee5;border-radius:6px}
.queue>li{display:flex;flex-wrap:wrap;align-items:center;padding:.85rem 1.2rem;border-top:1px solid #e4e9ee}
.queue>li:first-child{border-top:0}
.queue .what{flex:1 1 18rem;min-width:0;padding-right:1rem}
.queue .title{font-weight:600;font-size:1.05rem}
.queue .meta{color:#56677a;font-size:.9rem;display:block}
.queue .wait{font-size:.92rem;color:#33475b;padding-right:1.25rem;white-space:nowrap}
.queue .act{min-width:6.5rem;text-align:right}
.count{color:#56677a;font-weight:400}
.cols{display:flex;flex-wrap:wrap;margin:0 -.7rem}
.cols>*{padding:0 .7rem;min-width:0}
.cols>.text{flex:3 1 30rem}
.cols>.side{flex:2 1 20rem}
.cols>.half{flex:1 1 24rem}
.steps{list-style:none;margin:0 0 1rem;padding:0;counter-reset:step}
.steps>li{position:relative;padding:0 0 1rem 2.4rem;border-left:2px solid #d8dee5;margin-left:.8rem}
.steps>li:last-child{border-left-color:transparent;padding-bottom:0}
.steps>li:before{content:"";position:absolute;left:-.62rem;top:.25rem;width:1.1rem;height:1.1rem;border-radius:50%;background:#fff;border:2px solid #a9b6c4}
.steps>li.done:before{background:#2c6e49;border-color:#2c6e49}
.steps>li.now:before{background:#14508f;border-color:#14508f;box-shadow:0 0 0 4px #d5e3f1}
.steps>li.later{color:#56677a}
.steps .name{font-weight:600;display:block}
.facts{margin:0 0 1rem}
.facts th{width:9.5rem;font-weight:400;color:#56677a}
.facts tr:last-child>*{border-bottom:0}
.acts{margin:0 0 1.75rem}
.queue+h2,p+h2,form+h2,form+section,.panel+h2{margin-top:1.75rem}
.secret span{white-space:nowrap}
.document{background:#fff;border:1px solid #d8dee5;border-radius:6px;padding:2rem 2.4rem;margin:0 0 1.25rem;font-size:1.05rem;line-height:1.9}
.document h2.title{font-size:1.5rem;text-align:center;margin:0 0 1.4rem}
.document h3,.document h4,.document h5,.document h6{margin:1.2em 0 .5em;font-size:1.1rem;font-weight:600}
.document h3{font-size:1.2rem}
.document p{text-indent:2em;margin:0 0 .6em}
.document ul{list-style:none;padding:0;margin:0 0 .6em}
.document ul li{padding-left:2em}
.document table{font-size:.92rem;line-height:1.5;margin:.4em 0 1em}
.document th,.document td{border:1px solid #c3ccd6;padding:.35rem .5rem}
.document td{min-width:4.2em}
.document th{background:#eef2f6}
.document caption{text-align:center;font-weight:600;padding:.3rem}
.scroll{overflow-x:auto}
.figures th,.figures td{white-space:nowrap}
.figures td li{white-space:normal;min-width:14rem}
.figures ul{margin:0;padding-left:1.2em}
.figures{margin:0 0 1.5rem}
.asked select{max-width:16rem}
.asked button{margin-top:.6rem}
mark{background:#e6ebf1;color:inherit;padding:0 1px;border-bottom:2px solid #7b8a9a}
mark.warn{background:#fdeec9;border-bottom-color:#b36b00}
mark.block{background:#fbdcda;border-bottom-color:#a3262a}
mark a{color:inherit;text-decoration:none;border-bottom:1px dotted}
mark:target,.target:target,.finding:target{outline:3px solid #f2b84b}
del{background:#fbdcda;color:#7c1a1d;text-decoration:line-through}
ins{background:#d6eedf;color:#134a2b;text-decoration:none;border-bottom:2px solid #2c6e49}
.finding{border-top:1px solid #dfe4ea;padding:.8rem 0}
.finding:first-of-type{border-top:0}
.finding .hit{font-weight:600}
.finding .jumps{float:right;margin-left:.8rem}
.finding .jumps a{display:inline-block;padding:.2rem .4rem}
.live{background:#fff;border:1px solid #d8dee5;border-radius:6px;padding:1rem 1.2rem;margin:0 0 1.15rem}
.live[hidden]{display:none}
.live h2{margin:0 0 .2rem;font-size:1.05rem}
.live .list{max-height:24rem;overflow-y:auto}
.live .small{margin:0 .3rem 0 0}
.opinion{border-left:3px solid #a9b6c4;padding:.1rem 0 .1rem .9rem;margin:0 0 1rem}
.opinion p{margin:0}
.history{list-style:none;margin:0;padding:0}
.history>li{padding:.6rem 0;border-top:1px solid #e4e9ee}
.history>li:first-child{border-top:0}
.action{border-top:1px solid #e4e9ee;padding:.7rem 0}
.action:first-of-type{border-top:0}
.action .button{min-width:9rem}
.absent{color:#56677a;margin:0 0 .55rem}
.absent b{color:#33475b;font-weight:600}
.typed{white-space:pre-wrap;word-wrap:break-word;background:#fff;border:1px solid #d8dee5;border-radius:4px;padding:.8rem 1rem;max-height:24rem;overflow:auto;margin:0 0 1rem}
.big-done{background:#e9f4ee;border:1px solid #b6d8c5;border-radius:6px;padding:1.75rem 1.6rem;margin:0 0 1.5rem}
.big-done h1{margin:0 0 .3rem}
.big-done>:last-child{margin-bottom:0}
.receipt code{font-size:1.35rem;font-weight:600;color:#1b2733;-webkit-user-select:all;user-select:all}
.files{margin:0 0 1rem;padding-left:1.4em}
.files>li{padding:.5rem 0;border-top:1px solid #e4e9ee}
.files>li:first-child{border-top:0}
.narrow{max-width:44rem}
@media (max-width:40rem){.figures table,.figures tbody,.figures tr,.figures th,.figures td{display:block;white-space:normal}.figures thead{display:none}.figures tr{background:#fff;border:1px solid #d8dee5;border-radius:6px;padding:.7rem 1rem;margin:0 0 .8rem}.figures th,.figures td{border:0;padding:.1rem 0}.figures td:before{content:attr(data-label);display:inline-block;min-width:7rem;padding-right:.75rem;color:#56677a}.figures td li{min-width:0}.queue .act{width:100%;text-align:left;margin-top:.5rem}.queue .act .button{width:100%}.document{padding:1.2rem 1rem}.facts th,.facts td{display:block;width:auto;border:0;padding:0}.facts td{padding-bottom:.5rem;border-bottom:1px solid #e4e9ee}}
`
