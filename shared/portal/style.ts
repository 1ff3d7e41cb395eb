import { digestOf } from './bytes.ts'
import type { PortalFile } from './types.ts'

/**
 * The one style sheet. Plain rules only: office computers have browsers that know neither variables nor grids.
 */
const css = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fff;color:#1b1f24;font:16px/1.75 "PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
a{color:#1a4f8b;text-decoration:none}
a:hover,a:focus,footer a,.notice a,.corrected a,.side a,.stub a{text-decoration:underline}
a:focus{outline:2px solid #1a4f8b;outline-offset:2px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:8px;top:8px;background:#fff;padding:4px 12px}
.in{max-width:1000px;margin:0 auto;padding:0 20px}
.top{border-top:4px solid #1a4f8b;border-bottom:1px solid #d5dbe3;background:#f6f8fb}
.top .in{padding-top:18px;padding-bottom:16px}
.site{display:inline-block;font-size:22px;line-height:1.4;font-weight:600;color:#12365f;margin-right:14px}
.site:hover{text-decoration:none}
.kind{display:inline-block;color:#4c5866;font-size:15px}
.kind span{margin-left:8px;font-size:13px;color:#5d6875}
.columns{border-bottom:1px solid #e4e8ee}
.columns ul{list-style:none;margin:0;padding:4px 0}
.columns li{display:inline-block;margin-right:24px}
.columns a{display:inline-block;padding:8px 0;color:#1b1f24}
.columns a[aria-current]{color:#1a4f8b;font-weight:600;box-shadow:inset 0 -2px #1a4f8b}
.where{font-size:14px;color:#4c5866;padding:14px 0 0}
.where a{color:#4c5866}
main{display:block}
main.in{padding-bottom:52px}
article{max-width:800px;margin:0 auto}
h1{margin:34px 0 14px;font:600 27px/1.45 "Noto Serif CJK SC","Source Han Serif SC",STZhongsong,"Songti SC",SimSun,serif;color:#11161c;overflow-wrap:anywhere;word-wrap:break-word}
article h1{text-align:center}
.meta{text-align:center;font-size:14px;color:#4c5866;margin:0 0 22px;padding-bottom:16px;border-bottom:1px solid #e4e8ee}
.meta span{display:inline-block;margin:0 10px}
h2{font-size:20px;line-height:1.5;margin:32px 0 10px}
h3{font-size:18px;line-height:1.5;margin:26px 0 8px}
h4,h5,h6{font-size:17px;line-height:1.5;margin:22px 0 6px}
.text{font-size:17px;line-height:1.95;overflow-wrap:anywhere;word-wrap:break-word}
.text p{margin:0 0 .8em;text-indent:2em}
.text ul{list-style:none;margin:0 0 .8em;padding:0}
.text li{text-indent:2em;margin:0 0 .35em}
.scroll{overflow-x:auto;margin:16px 0 22px}
table{border-collapse:collapse;width:100%}
.text table{font-size:15px;line-height:1.6}
caption{text-align:left;font-weight:600;padding:0 0 8px}
th,td{border:1px solid #c6ced8;padding:7px 10px;text-align:left;vertical-align:middle;font-weight:400}
th{background:#f3f6fa}
thead th{font-weight:600}
.text thead th{text-align:center}
td.n{text-align:right;white-space:nowrap}
.catalogue{margin:0 0 30px;font-size:14px;line-height:1.6}
.catalogue th{width:7.2em;color:#3d4855}
.catalogue td{width:32%;overflow-wrap:anywhere;word-wrap:break-word}
.catalogue.dates td{width:auto}
.corrected{text-align:center;font-size:15px;margin:-8px 0 20px}
.notice{margin:24px 0;padding:14px 18px;border-left:4px solid #b26a00;background:#fdf6ea}
.notice p{margin:4px 0 0}
.notice h2{margin:0;font-size:17px}
.gone{border-left-color:#6b7683;background:#f4f5f7}
.side{margin:34px 0 0;padding:6px 0 0;border-top:1px solid #e4e8ee;font-size:15px}
.side h2{font-size:16px;margin:14px 0 6px}
.side ul{margin:0;padding-left:1.2em}
.side p{margin:6px 0}
.hash{font:13px/1.6 Consolas,Menlo,monospace;color:#4c5866;word-break:break-all}
del{color:#7c2d26;background:#fbeeec;text-decoration:line-through}
ins{color:#185234;background:#ebf6ef;text-decoration:none}
.act{margin:26px 0 0}
.act a{display:inline-block;border:1px solid #b9c5d3;border-radius:3px;padding:5px 14px;margin:0 10px 10px 0}
.rows{list-style:none;margin:8px 0 20px;padding:0}
.rows li{border-bottom:1px dashed #dde3ea;padding:10px 110px 10px 14px;position:relative;overflow-wrap:anywhere;word-wrap:break-word}
.rows li:before{content:"";position:absolute;left:0;top:22px;width:5px;height:5px;background:#1a4f8b}
.rows time{position:absolute;right:0;top:10px;color:#4c5866;font-size:15px}
.rows .tag{margin-left:8px;padding:0 6px;border:1px solid #c9a24a;border-radius:2px;color:#7a4d00;font-size:13px;white-space:nowrap}
.rows .stub{color:#5d6875}
.rows .stub:before{background:#b9c5d3}
.count{color:#4c5866;font-size:14px;margin:0}
.pages{margin:22px 0 0;font-size:15px}
.pages a{display:inline-block;padding:3px 12px;margin:0 8px 8px 0;border:1px solid #d5dbe3;border-radius:3px}
footer{border-top:1px solid #d5dbe3;background:#f6f8fb;font-size:14px;color:#3d4855;line-height:1.9}
footer .in{padding-top:22px;padding-bottom:28px}
footer strong{font-weight:600;font-size:15px}
footer span{display:inline-block;margin-right:22px}
footer p{margin:2px 0}
@media (max-width:640px){
.in{padding:0 16px}
h1{font-size:23px;margin-top:24px}
.columns li{margin-right:18px}
.kind{display:block}
.catalogue,.catalogue tbody,.catalogue tr,.catalogue th,.catalogue td{display:block;width:auto}
.catalogue{border:1px solid #c6ced8;border-bottom:0}
.catalogue th,.catalogue td{border:0;padding:6px 10px}
.catalogue th{float:left;clear:left;width:6.4em;background:none;color:#4c5866}
.catalogue td{margin-left:6.4em;overflow:hidden}
.catalogue tr{border-bottom:1px solid #e4e8ee;overflow:hidden}
.rows li{padding-right:0}
.rows time{position:static;display:block;font-size:14px}
}
@media print{
.top,.columns,.where,.act,.skip,.side ul,.pages{display:none}
body,.text{font-size:12pt}
a{color:inherit}
.scroll{overflow:visible}
tr,h2,h3,h4{page-break-inside:avoid}
h2,h3,h4{page-break-after:avoid}
footer{background:none}
.in,article{max-width:none;padding:0}
}
`.trim().replaceAll('\n', '')

/** The style sheet under a name that carries its hash. */
export const styleFile: PortalFile = {
  path: `assets/${digestOf(css).slice(0, 16)}.css`, type: 'text/css; charset=utf-8', text: css, immutable: true,
}
