/** Fields, buttons, problems. */
export const forms = `
.field{margin:0 0 1.15rem}
.field>label,.field>.label,legend{display:block;font-weight:600;margin:0 0 .25rem;padding:0}
.hint{color:#56677a;font-size:.92rem;margin:0 0 .3rem;display:block}
input[type=text],input[type=date],input[type=file],select,textarea{font:inherit;width:100%;max-width:100%;padding:.5rem .6rem;border:1px solid #8795a5;border-radius:4px;background:#fff;color:inherit;min-height:2.75rem}
textarea{min-height:6rem;resize:vertical;line-height:1.6}
textarea.text{min-height:26rem;font-family:inherit}
input.short{max-width:16rem}
fieldset{border:0;margin:0 0 1.15rem;padding:0;min-width:0}
.field>label.choice,.choice{display:block;padding:.3rem 0;font-weight:400}
.choice input{width:1.2rem;height:1.2rem;margin:0 .5rem 0 0;vertical-align:-.2rem}
.row{display:flex;flex-wrap:wrap;margin:0 -.6rem}
.row>.field{flex:1 1 16rem;padding:0 .6rem;min-width:0}
.buttons{display:flex;flex-wrap:wrap;align-items:center;margin:.5rem -.35rem 0}
.buttons>*{margin:.35rem}
button,.button{display:inline-block;font:inherit;font-weight:600;line-height:1.4;text-decoration:none;text-align:center;padding:.6rem 1.2rem;min-height:2.75rem;border:1px solid #8795a5;border-radius:4px;background:#fff;color:#1b3a5c;cursor:pointer}
button:hover,.button:hover{background:#eef3f8}
button.main,.button.main{background:#14508f;border-color:#14508f;color:#fff}
button.main:hover,.button.main:hover{background:#0e3f73;color:#fff}
button.danger{background:#a3262a;border-color:#a3262a;color:#fff}
button.danger:hover{background:#84191d}
button.small{padding:.25rem .7rem;min-height:2.2rem;font-weight:400}
button.link{border:0;background:none;color:#14508f;text-decoration:underline;font-weight:400;padding:.6rem .4rem}
.problems{border:3px solid #a3262a;background:#fff;padding:1rem 1.25rem;margin:0 0 1.5rem;border-radius:4px}
.problems h2{margin:0 0 .4rem}
.problems ul{margin:0}
.problems a{color:#a3262a;font-weight:600}
.wrong{border-left:4px solid #a3262a;padding-left:.9rem}
.wrong input,.wrong textarea,.wrong select{border-color:#a3262a}
.says{color:#a3262a;font-weight:600;display:block;margin:0 0 .3rem}
.notice{border-left:4px solid #14508f;background:#eaf1f8;padding:.8rem 1rem;margin:0 0 1.25rem;border-radius:0 4px 4px 0}
.notice>:last-child{margin-bottom:0}
.notice.warn{border-color:#b36b00;background:#fdf4e3}
.notice.stop{border-color:#a3262a;background:#fbeceb}
.notice.good{border-color:#2c6e49;background:#e9f4ee}
details{margin:0 0 .75rem}
summary{cursor:pointer;font-weight:600;padding:.45rem 0;color:#14508f}
details[open]>summary{margin-bottom:.4rem}
@media (max-width:40rem){.buttons>button,.buttons>.button{width:100%}.buttons form,.buttons form button{width:100%}}
`
