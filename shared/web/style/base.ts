/** Ground, type and frame. */
export const base = `
*{box-sizing:border-box}
html{font-size:106.25%;-webkit-text-size-adjust:100%}
html.large{font-size:131.25%}
body{margin:0;background:#f4f6f8;color:#1b2733;font-family:"PingFang SC","Microsoft YaHei","微软雅黑","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif;line-height:1.65;overflow-wrap:break-word;word-wrap:break-word}
h1,h2,h3{line-height:1.35;margin:0 0 .6em;font-weight:600}
h1{font-size:1.65rem}
h2{font-size:1.2rem}
h3{font-size:1.05rem}
p{margin:0 0 .8em}
a{color:#14508f;text-decoration:underline}
a:hover{color:#0b3563;text-decoration-thickness:2px}
a:focus,button:focus,input:focus,textarea:focus,select:focus,summary:focus,[tabindex]:focus{outline:3px solid #f2b84b;outline-offset:1px}
img{max-width:100%}
hr{border:0;border-top:1px solid #d8dee5;margin:1.5rem 0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.55rem .75rem .55rem 0;border-bottom:1px solid #dfe4ea}
th{font-weight:600}
ul,ol{padding-left:1.4em;margin:0 0 .8em}
code{font-family:Consolas,Menlo,"Noto Sans Mono CJK SC",monospace;font-size:.9em;color:#44535f;word-break:break-all}
.skip{position:absolute;left:-999rem;background:#fff;padding:.5rem 1rem}
.skip:focus{left:.5rem;top:.5rem;z-index:9}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
.wrap{max-width:72rem;margin-left:auto;margin-right:auto;padding-left:1.25rem;padding-right:1.25rem}
.top{background:#123a63;color:#fff}
.top .wrap{display:flex;flex-wrap:wrap;align-items:center;padding-top:.55rem;padding-bottom:.55rem}
.top a,.top button{color:#fff}
.brand{font-size:1.15rem;font-weight:600;text-decoration:none;margin-right:.75rem;white-space:nowrap}
.body-name{color:#c9d8e8;font-size:.9rem;margin-right:auto;padding-right:1rem}
.me{display:flex;flex-wrap:wrap;align-items:center;font-size:.9rem}
.me>*{margin-left:1rem}
.me>*:first-child{margin-left:0}
.me button{background:none;border:0;padding:0;margin:0;font:inherit;text-decoration:underline;cursor:pointer;width:auto;min-height:0}
.nav{background:#fff;border-bottom:1px solid #d8dee5}
.nav ul{display:flex;flex-wrap:wrap;list-style:none;margin:0 0 0 -.75rem;padding:0}
.nav a{display:block;padding:.65rem .75rem;text-decoration:none;color:#33475b;border-bottom:3px solid transparent}
.nav a:hover{border-bottom-color:#b9c7d6}
.nav a[aria-current]{color:#123a63;font-weight:600;border-bottom-color:#14508f}
main{padding-top:1.75rem;padding-bottom:3rem;outline:0}
footer{border-top:1px solid #d8dee5;color:#56677a;font-size:.88rem;padding:1rem 0 2rem}
.quiet{color:#56677a}
.small{font-size:.9rem}
.panel{background:#fff;border:1px solid #d8dee5;border-radius:6px;padding:1.25rem 1.4rem;margin:0 0 1.25rem}
.panel>:last-child{margin-bottom:0}
.lead{font-size:1.08rem}
.crumb{font-size:.92rem;margin-bottom:.5rem}
@media (max-width:40rem){.wrap{padding-left:1rem;padding-right:1rem}.panel{padding:1rem}h1{font-size:1.4rem}.body-name{order:3;width:100%}.top .brand{margin-right:auto;padding-right:1rem}.top .me>*{margin-left:.8rem}.top .me>*:first-child{margin-left:0}main{padding-top:1.1rem}}
`
