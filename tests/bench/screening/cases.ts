import type { Labelled } from './labelled.ts'
import {
  CARD_STYLES, cardNumber, citizenNumber, creditCode, digits, ID_STYLES, MOBILE_STYLES, mobileNumber, pick, readMarked, vehicleNumber,
} from './labelled.ts'
import { handCases } from './hand.ts'
import { variedCases } from './varied.ts'

const cases: Labelled[] = []

function add(group: string, tier: 'core' | 'hard', kind: string, marked: string, more: Partial<Labelled> = {}): void {
  cases.push({ id: `${group}-${cases.length}`, group, tier, ...readMarked(marked, kind), ...more })
}

const ID_FRAMES = ['当事人身份证号码为⟦%⟧，特此公告。', '身份证：⟦%⟧。', '王某（⟦%⟧）', '⟦%⟧', '公民身份号码⟦%⟧，住址略', '证件号码：⟦%⟧;', '“⟦%⟧”', '居住证⟦%⟧签发']
const MOBILE_FRAMES = ['有意者请联系⟦%⟧索取材料。', '电话：⟦%⟧', '⟦%⟧（微信同号）', '联系方式⟦%⟧，请保持畅通', '手机⟦%⟧。']
for (const [, style] of ID_STYLES) for (const frame of ID_FRAMES.slice(0, 4)) add('id', 'core', 'id_card', frame.replace('%', style(citizenNumber())))
for (const frame of ID_FRAMES) add('id', 'core', 'id_card', frame.replace('%', citizenNumber()))
for (const sign of ['x', 'Ｘ', 'Х', '×', 'X']) {
  let number = citizenNumber()
  while (!number.endsWith('X')) number = citizenNumber()
  add('id', 'core', 'id_card', `身份证⟦${number.slice(0, 17)}${sign}⟧。`)
}
for (const [, style] of MOBILE_STYLES) for (const frame of MOBILE_FRAMES.slice(0, 3)) add('mobile', 'core', 'mobile', frame.replace('%', style(mobileNumber())))
for (const frame of MOBILE_FRAMES) for (const code of ['+86', '+86 ', '86-', '0086', '（+86）', '+86-']) add('mobile', 'core', 'mobile', frame.replace('%', code + mobileNumber()))
for (let at = 0; at < 6; at++) add('mobile', 'core', 'mobile', `值班电话：⟦${mobileNumber()}⟧${pick(['、', '，', '/', ' ', '；', '或'])}⟦${mobileNumber()}⟧`)
for (let at = 0; at < 6; at++) add('mobile', 'core', 'mobile', `${at + 1}、⟦${mobileNumber()}⟧`)

const clean = (group: string, texts: readonly string[], tier: 'core' | 'hard' = 'core'): void => {
  for (const text of texts) add(group, tier, '', text)
}
for (let at = 0; at < 8; at++) {
  const number = citizenNumber()
  const wrong = `${number.slice(0, 17)}${String((Number(number.slice(16, 17)) + 5) % 10)}`
  if (wrong[17] !== number[17]) add('id-neg', 'core', '', `文件编号${wrong}号`)
  add('id-neg', 'core', '', `流水${number}${digits(1)}号`)
  add('id-neg', 'core', '', `编码A${number}`)
}
clean('id-neg', ['文件编号100000000000000000号', '申请人身份证号：371521********1234。', '身份证号37**************34', '11010119900230123X 日期不存在', '110101209001011233 尚未到来', '批次000000000000000000', '3.14159265358979323846', '订单2022123112345678901234', '身份证号码见附件'])
clean('mobile-neg', ['订单号：20220000123', '编号A11380000558299', '１３８＊＊＊＊１２３４', 'IP地址192.168.138.100', '第138000012条', '金额13800001234元', '1.3800001234', '时间戳1380000123456', '热线12345', '客服4008001234', '电话10086', '服务热线95598', '总投资138000.01234万元', '批文12800001234', '序列号13800001234567', '编号：13900001234', '车次G138', '合同号15900001234', '占地13800001234.5平方米', '138****1234', '138xxxx1234', '邮编138000', '2022年1月3日至2023年12月31日', '第13800001234号文件', '13,800,001,234元', '项目代码2202-371521-04-01-138000'])
for (const owner of ['申请人固定电话', '当事人住宅电话', '举报人家庭电话：', '被处罚人电话', '户主联系电话']) add('landline', 'core', 'landline', `${owner}⟦0635-6${digits(6)}⟧`)
clean('landline-neg', ['办公室值班电话（0635）6000000', '联系电话：0635-6000000', '监督电话：6000000 举报电话：12345', '咨询电话0635-6000001、0635-6000002', '传真：010-60000000', '市森林防灭火指挥部办公室（电话0635-6000000）', '服务大厅电话:0635-6000000', '申请人可以拨打0635-6000000咨询'])
for (const [, style] of CARD_STYLES) for (const [prefix, length] of [['622848', 19], ['621661', 19], ['622202', 16], ['625998', 16], ['6217', 19]] as const) add('bank', 'core', 'bank_card', `收款人卡号⟦${style(cardNumber(prefix, length))}⟧，请核对`)
add('bank', 'core', 'bank_card', `信用卡号：⟦${cardNumber('4', 16)}⟧`)
add('bank', 'core', 'bank_card', `银行账号⟦${cardNumber('52', 16)}⟧`)
clean('bank-neg', ['卡号6222************1234', '图书ISBN 978-7-5115-0000-1', '账号0000000000000000', `订单${cardNumber('81', 16)}`, `市财政局非税收入专户账号${cardNumber('6222', 19)}`, '卡号后四位1234', '6222 0000', '流水号20220101000000001234'])
for (let at = 0; at < 6; at++) {
  add('code', 'core', 'uscc', `个体工商户孙某，统一社会信用代码⟦${creditCode('9237152')}⟧`)
  add('code', 'core', 'vin', `车架号⟦${vehicleNumber()}⟧`)
  add('code', 'core', 'driver_file_no', `驾驶证档案编号：⟦3715${digits(8)}⟧`)
  add('code', 'core', 'passport', `护照号码：⟦E${digits(8)}⟧`)
  add('code', 'core', 'passport', `护照⟦EA${digits(7)}⟧`)
  add('code', 'core', 'passport', `Passport No. ⟦G${digits(8)}⟧`)
  add('code', 'core', 'permit', `往来港澳通行证号⟦C${digits(8)}⟧`)
  add('code', 'core', 'permit', `港澳居民来往内地通行证：⟦H${digits(8)}⟧`)
  add('code', 'core', 'permit', `台湾居民来往大陆通行证⟦${digits(8)}⟧`)
  add('code', 'core', 'military_id', `军官证：⟦军字第${digits(8)}号⟧`)
  add('code', 'core', 'social_card', `社保卡号⟦${digits(9)}⟧`)
  add('code', 'core', 'id_card', `驾驶证号⟦${citizenNumber()}⟧，准驾车型C1`)
  add('code', 'core', 'qq', `QQ：⟦${pick(['1', '3', '8'])}${digits(8)}⟧`)
  add('code', 'core', 'wechat', `微信号：⟦wx_${digits(6)}⟧`)
}
clean('code-neg', ['编码92440305MANWUFC1', '型号EJ1234567B', '微信支付、QQ登录', '护照办理指南', '档案编号：2022-0012', '设备号LSVAO1234I567890Q', 'E12345678型元件', '微信公众号：青河发布', '证书编号C12345678', '产品型号H1234567890', 'QQ群、微信群管理办法', `统一社会信用代码：${creditCode('11371521')}`.replace(/：.*/u, '见附件'), '社保卡办理流程', '军官证免费参观'])
const PLATES = ['鲁P12345', '鲁P·A1234', '京AD12345', '沪AF12345', '粤B12345D', '川F B1808', '鲁PC④②⑨②', '粤Z1234港', '鲁P1234警', '鲁P1234学', '鲁ｐ12345', '苏E-12345', '浙A•88A88', '鲁P1234挂', '冀JDA1234']
for (const plate of PLATES) for (const frame of ['违法车辆⟦%⟧，驾驶人未系安全带。', '车牌号：⟦%⟧', '车主所驾⟦%⟧号车']) add('plate', 'core', 'plate', frame.replace('%', plate))
clean('plate-neg', ['鲁政发〔2022〕12号', '川A类乙级资质', '鲁ICP备05000000号', '津B2-20210001', '京A座1201室', '沪C级企业', '粤港澳大湾区', '鲁P***12', '鲁A', '豫发改〔2021〕3号', '新A股上市', '闽B2-20040099'])
for (const email of ['wangwu@qq.com', 'li.si_01@163.com', 'a1b2@foxmail.com', 'zhao@mail.example.com.cn', 'wang[at]qq.com', 'wang（at）qq.com', 'wang＠qq.com', 'W.ANG@OUTLOOK.COM']) for (const frame of ['申请人邮箱：⟦%⟧，请回复。', '请发至本人邮箱⟦%⟧']) add('email', 'core', 'email', frame.replace('%', email))
clean('email-neg', ['****@qq.com', '请@全体成员', '单位邮箱：zwgk@qinghe.gov.cn', '（机构名称：公共关系中心；联系地址：淮河路1号；电子邮箱：abcbgs@163.com）', '邮箱格式为用户名@域名', '版本3@2.1'])
const NAMES = ['赵铁山', '陈子墨', '王丽', '欧阳明月', '孙七', '周国强', '吴小妹', '诸葛青云', '买买提·艾力', '马 兰']
for (const name of NAMES) {
  for (const frame of ['被处罚人⟦%⟧，经查实', '申请人：⟦%⟧', '受害人⟦%⟧的家属', '低保户⟦%⟧等三户', '举报人⟦%⟧向本局反映', '户主⟦%⟧，家庭人口3人', '驾驶人⟦%⟧因酒后驾驶被查获']) add('person', 'hard', 'person', frame.replace('%', name))
}
for (const [text, kind] of [['韩梅，女，⟦精神残疾二级⟧', 'health'], ['申请人周国强，⟦1985年3月5日⟧出生', 'birth'], ['被处罚人赵铁山，住址：⟦青河省青河市阳光县狮子楼街道北关村88号⟧', 'address'], ['户主王丽，家住⟦阳光县侨润街道幸福小区3号楼2单元501室⟧', 'address']] as const) add('person', 'hard', kind, text)
clean('person-neg', ['受害人小红（化名）', '当事人应当于七日内缴纳', '阳光县侨润街道办事处', '申请人张某某', '被处罚人王××', '在800余个行政村安装固定宣传栏', '学生高中毕业后', '申请人对决定不服的', '举报人信息予以保密', '户主变更登记', '驾驶人方向感', '居民高度赞扬', '当事人双方自愿', '法定代表人身份证明', '负责人联系方式', '家长和学生', '受理申请人提交的材料', '联系人：办公室', '村民委员会', '考生须知', '患者安全', '业主大会', '收款人全称'], 'hard')
for (const number of ['（2020）鲁1521民初123号', '〔2021〕鲁刑终7号', '(2022)最高法民申1234号', '（2019）京01行终55号', '（2023）鲁15执恢12号', '阳公（交）行罚决字〔2022〕第123号', '青市监处罚〔2023〕45号', '青城执罚决字〔2024〕第0012号']) for (const frame of ['依据⟦%⟧作出', '文书号：⟦%⟧']) add('case', 'core', 'case_no', frame.replace('%', number))
clean('case-neg', ['鲁政发〔2021〕3号', '国办函〔2020〕109号', '公安部令第123号', '法释〔2020〕1号', '财税〔2016〕36号', '（2022年修订）第3号修改单', '鲁民函〔2021〕12号', '国务院令第711号', '青政办字〔2022〕5号', '聊公通〔2022〕8号', '主席令（2018）第16号'])
for (const mark of ['绝密★长期', '机密★5年', '秘密★1年', '机密☆10年', '秘密＊6个月', '绝密▲30年', '机 密 ★ 5 年', '机密★启用前', '秘密★', '绝密', '机密', '内部文件 严禁外传', '内部资料 注意保存', '不得对外公开', '此件不公开', '内部使用', '严禁外传', '内部资料，请勿外传', '仅供内部参考']) {
  add('secrecy', 'core', 'secrecy_mark', `⟦${mark}⟧\n关于报送有关情况的报告`)
  if (mark.includes('★')) add('secrecy', 'core', 'secrecy_mark', `青河县办公室文件\n⟦${mark}⟧\n各乡镇：`)
}
add('secrecy', 'core', 'secrecy_mark', '密级：⟦机密⟧\n报告')
clean('secrecy-neg', ['依法保护商业秘密和个人隐私', '公开为常态、不公开为例外', '不予公开的理由', '属于国家秘密', '机密文件管理规定', '无记名秘密投票', '绝密级国家秘密载体', '三星★★★级饭店', '内部控制制度', '内部审计', '加强内部管理', '保密工作会议', '本机关内部使用的办公用房', '秘密侦查', '（三）不予公开 1.属于国家秘密', '上网信息不涉密，涉密信息不上网'])
const TERM = '代开发票'
const WAYS = ['代开发票', '代　开　发　票', '代😀开😀发😀票', '代\n开发票', '代\t开\t发\t票', '代*开*发*票', '代\u200B开\u200B发\u200B票', '代-开-发-票', '代開發票', '代.开.发.票', '代_开_发_票', '代　开发票', '代开·发票', '代代开开发发票票', '代\u0301开\u0301发票', '代\u202E开发票', '代【开】发【】票', '代，开，发，票', '代开发 票', '代🇨🇳开发票']
for (const way of WAYS) for (const frame of ['长期提供⟦%⟧服务', '⟦%⟧请加群', '有人⟦%⟧。']) add('term', 'core', 'sensitive', frame.replace('%', way), { terms: [{ term: TERM, kind: 'sensitive' }] })
for (const way of ['VPN代理', 'Ｖｐｎ代理', 'ⓥⓟⓝ代理', '𝐯𝐩𝐧代理', 'v.p.n代理', 'vрn代理', 'ⅴpn代理', '🅥🅟🅝代理']) add('term', 'core', 'sensitive', `出售⟦${way}⟧账号`, { terms: [{ term: 'vpn代理', kind: 'sensitive' }] })
for (const way of ['daikai', 'dai kai', '代kai', 'dài kāi', '代幵']) add('term', 'hard', 'sensitive', `长期⟦${way}⟧发货`, { terms: [{ term: '代开', kind: 'sensitive' }] })
for (const way of ['睹博', '赌搏', '贝者博', '堵博', '毒博', 'du博', '赌bo', 'dubo']) add('term', 'hard', 'sensitive', `网上⟦${way}⟧信息`, { terms: [{ term: '赌博', kind: 'sensitive' }] })
for (const way of ['强扌斥', '强折', 'qiang拆', 'qiangchai']) add('term', 'hard', 'sensitive', `反对⟦${way}⟧。`, { terms: [{ term: '强拆', kind: 'sensitive' }] })
for (const [text, term] of [['class assess', 'ass'], ['他在695号', '69'], ['sbc音箱', 'sb'], ['Essex郡', 'sex'], ['六十四', '六四'], ['64.5%', '六四'], ['法轮寺文物', '法轮']] as const) {
  add('term', 'core', '', text, { terms: [{ term, kind: 'sensitive', ...(term === '法轮' ? { allow: ['法轮寺'] } : {}) }] })
}
const INNOCENT = [['明日本省将出台', '日本'], ['新时代开启新征程', '代开'], ['全国人大会堂', '国人'], ['发展中国家', '中国家'], ['设计数器', '计数'], ['公路口交通信号', '口交'], ['研究生命起源', '研究生'], ['南京市长江大桥', '市长'], ['中国人民银行', '国人'], ['马上面试', '上面'],
  ['提高人民生活', '高人'], ['专业务实的作风', '业务'], ['会议程序合法', '议程'], ['广东西部地区', '东西'], ['和平时期', '平时'], ['独立国家联合体', '立国'], ['生产党员先锋岗', '产党'], ['黄色情报传递', '色情'], ['发票据实开具', '票据'], ['本地下水资源', '地下'], ['大队长短信通知', '队长'], ['公安全面排查', '安全'],
  ['全县委托办理', '县委'], ['居民生态意识', '民生'], ['农民主动参与', '民主'], ['网上访问量', '上访'], ['以上访谈内容', '上访'], ['解放军民融合', '军民'], ['公共产品供给', '共产'], ['西藏独特风光', '藏独'], ['香港独自承办', '港独'], ['平台独立运行', '台独'], ['共同时代', '同时'], ['民政策略', '政策'], ['法国人口', '国人'], ['外国人权', '人权']] as const
for (const [text, term] of INNOCENT) add('boundary', 'hard', '', text, { terms: [{ term, kind: 'sensitive' }] })
for (const [text, term] of [['反对⟦台独⟧', '台独'], ['提供⟦代开⟧服务', '代开'], ['访问⟦日本⟧国', '日本'], ['群众⟦上访⟧问题', '上访'], ['打击⟦毒品⟧犯罪', '毒品'], ['煽动⟦藏独⟧势力', '藏独'], ['出售⟦枪支⟧弹药', '枪支'], ['网络⟦色情⟧信息', '色情']] as const) add('boundary', 'core', 'sensitive', text, { terms: [{ term, kind: 'sensitive' }] })
for (const text of ['请⟦登陆网站⟧查询', '管理⟦松驰⟧', '⟦再接再励⟧，再创佳绩', '领导⟦座阵⟧指挥', '政府⟦信息公并⟧', '开设银行⟦帐户⟧', '工作⟦布署⟧到位', '⟦迫不急待⟧地开工', '⟦一如继往⟧支持', '⟦按步就班⟧推进', '⟦既使⟧困难也要完成', '⟦截止目前⟧，共受理', '县⟦攻府⟧', '⟦领导小姐⟧办公室', '⟦中华人民共合国⟧', '⟦扫黑险恶⟧专项斗争', '⟦幅射⟧带动周边', '⟦竟赛⟧规则', '⟦侯车⟧大厅', '⟦渡假⟧村', '⟦震憾⟧人心', '⟦报歉⟧通知', '⟦付主任⟧到会', '⟦法制政府⟧建设', '⟦备受关注⟧'].slice(0, 24)) add('misused', 'core', 'misused', text)
clean('misused-neg', ['登陆作战纪念', '台风登陆后减弱', '帐篷、蚊帐', '坐镇指挥', '再接再厉', '一如既往', '截至目前', '赋予算力', '不予计入', '收取消费税', '编制理论', '以经济建设为中心', '候车大厅', '法制日报', '备受关注', '支付主任务的费用', '公安居住证', '打折除外', '马上拆除'])
const page = (group: string, kind: string, marked: string): void => add(group, 'core', kind, marked, { format: 'html' })
for (let at = 0; at < 4; at++) {
  const id = citizenNumber()
  const phone = mobileNumber()
  page('html', 'id_card', `<td>⟦${id.slice(0, 6)}<!-- x -->${id.slice(6)}⟧</td>`)
  page('html', 'id_card', `<p>身份证<b>⟦${id.slice(0, 8)}</b>${id.slice(8)}⟧</p>`)
  page('html', 'mobile', `<a href="tel:⟦${phone}⟧">联系</a>`)
  page('html', 'mobile', `<p>电话：⟦${[...phone].map((digit) => `&#${digit.charCodeAt(0)};`).join('')}⟧</p>`)
  page('html', 'mobile', `<meta content="电话⟦${phone}⟧">`)
  page('html', '', `<img src="/upload/20221231/${phone}567.png">`)
  page('html', '', `<td>${phone.slice(0, 3)}</td><td>${phone.slice(3)}</td>`)
  page('html', '', `<p>${phone.slice(0, 5)}</p><p>${phone.slice(5)}</p>`)
}

/** All labelled cases, the same in every run. */
export function labelledCases(): readonly Labelled[] {
  return [...cases, ...variedCases, ...handCases]
}
