import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ItemType } from '../../../shared/workflow/states.ts'

/**
 * A text that the demo begins with: a fictional body's, in the project's own words, with mistakes of the kinds that
 * real texts hold (broken sentences, cut tables, sums that do not add up, wrong words, numbers of persons).
 * The numbers belong to nobody: the cards' region code does not exist, the mobile numbers have 0000 in the middle.
 */
export interface Sample {
  readonly title: string
  readonly type: ItemType
  /** id of the column, see `settings.body.columns` */
  readonly column: string
  /** statutory ground of proactive disclosure */
  readonly ground: string
  /** YYYY-MM-DD */
  readonly formedOn: string
  readonly documentNumber?: string
  readonly summary?: string
  /** name of the attachment, a file of the sample's name among `files` */
  readonly attachment?: string
}

export const samples = {
  'annual-report-2025': {
    title: '临江县公安局交通管理大队2025年政府信息公开工作年度报告', type: 'annual_report',
    column: 'policies', ground: '20-15', formedOn: '2026-01-20',
  },
  'marathon-traffic-control': {
    title: '关于2026年临江半程马拉松期间交通管制的通告', type: 'notice', column: 'notices', ground: '19',
    formedOn: '2026-11-18', documentNumber: '临公交通告〔2026〕14号',
    summary: '12月6日上午滨河路、文昌街、环湖路分段管制，公交1路、6路、11路改道。',
  },
  'e-police-sites-2026': {
    title: '关于新增交通技术监控设备的公告', type: 'notice', column: 'enforcement', ground: '20-06', formedOn: '2026-11-16',
  },
  'licence-void-2026': {
    title: '机动车驾驶证作废公告', type: 'publicity', column: 'notices', ground: '20-05', formedOn: '2026-10-12',
  },
  'volunteer-commendation-list': {
    title: '关于拟表扬2026年文明交通志愿者的公示', type: 'publicity', column: 'notices', ground: 'voluntary',
    formedOn: '2026-11-19',
  },
  'e-bike-registration-policy': {
    title: '临江县电动自行车登记管理办法（试行）', type: 'policy', column: 'policies', ground: '20-01',
    formedOn: '2026-08-12', documentNumber: '临公交规〔2026〕1号', summary: '规定电动自行车登记的条件、材料和时限，登记不收费。',
  },
  'e-bike-registration-explained': {
    title: '《临江县电动自行车登记管理办法（试行）》解读', type: 'interpretation', column: 'policies', ground: '20-01',
    formedOn: '2026-08-12', summary: '用问答说明为什么登记、哪些车要登记、带什么材料。',
  },
  'fee-notice-2026': {
    title: '行政事业性收费项目公示（2026年）', type: 'publicity', column: 'budget', ground: '20-08', formedOn: '2026-11-10',
  },
  'bridge-closure-plan': {
    title: '关于重大活动期间临江大桥临时封闭的安排', type: 'notice', column: 'notices', ground: '19', formedOn: '2026-11-12',
  },
  'duty-roster-rules': {
    title: '综合中队值班和交接班规定', type: 'policy', column: 'policies', ground: 'voluntary', formedOn: '2026-09-28',
  },
  'school-zone-2026': {
    title: '关于调整县城学校周边上下学时段通行措施的通告', type: 'notice', column: 'notices', ground: '19',
    formedOn: '2026-08-20', documentNumber: '临公交通告〔2026〕9号',
    summary: '自9月1日起，三所学校周边道路上下学时段单行、禁停或者禁止货车通行。', attachment: '学校周边交通标志标线设置一览.csv',
  },
  'release-of-detained-vehicle': {
    title: '被扣留车辆领取指南', type: 'notice', column: 'services', ground: '20-05', formedOn: '2026-03-16',
    summary: '领取被扣留车辆需要的材料、步骤、时间和地点，停车不收费。',
  },
  'enforcement-results-q3': {
    title: '2026年第三季度行政执法情况公示', type: 'publicity', column: 'enforcement', ground: '20-06', formedOn: '2026-10-14',
  },
  'budget-2026': {
    title: '临江县公安局交通管理大队2026年部门预算说明', type: 'notice', column: 'budget', ground: '20-07', formedOn: '2026-02-25',
  },
  'heavy-vehicle-penalties': {
    title: '重型货车交通违法行政处罚决定公示（2026年10月）', type: 'publicity', column: 'penalties', ground: '20-06',
    formedOn: '2026-11-02',
  },
  'road-works-yingbin': {
    title: '关于迎宾大道半幅施工期间交通组织的通告', type: 'notice', column: 'notices', ground: '19',
    formedOn: '2026-10-16', documentNumber: '临公交通告〔2026〕11号',
  },
  'new-year-parking': {
    title: '关于元旦假期增设临时停车泊位的公告', type: 'notice', column: 'notices', ground: '19', formedOn: '2026-11-23',
  },
  'old-tow-fee-guide': {
    title: '清障施救服务收费说明', type: 'notice', column: 'services', ground: '20-08', formedOn: '2024-02-26',
  },
  'hit-and-run-appeal': {
    title: '关于征集道路交通事故线索的公告', type: 'notice', column: 'notices', ground: 'voluntary', formedOn: '2026-10-30',
  },
  'saturday-service': {
    title: '车辆管理所关于周六延时服务的公告', type: 'notice', column: 'services', ground: '20-05', formedOn: '2026-11-20',
  },
  'scrapped-vehicles': {
    title: '达到强制报废标准机动车牌证作废公告', type: 'publicity', column: 'notices', ground: '20-05', formedOn: '2026-09-08',
  },
  'truck-restricted-area': {
    title: '关于调整县城货车限行区域的通告', type: 'major', column: 'notices', ground: '19', formedOn: '2026-11-17',
    documentNumber: '临公交通告〔2026〕15号', summary: '自2027年1月1日起，县城四条道路合围区域内分车型、分时段限行。',
  },
  'winter-safety-talk': {
    title: '冬季行车安全提示', type: 'notice', column: 'notices', ground: 'voluntary', formedOn: '2026-11-22',
  },
} as const satisfies Record<string, Sample>

export type SampleName = keyof typeof samples

/** The text as someone would paste it. */
export function sampleText(name: SampleName): string {
  return readFileSync(samplePath(name), 'utf8')
}

/** The attachment's bytes, which are those of comma-separated values. */
export function sampleAttachment(name: SampleName): Uint8Array {
  return readFileSync(join(import.meta.dirname, 'files', `${name}.csv`))
}

/** Where the text lies, for whoever wants to import it as a file. */
export function samplePath(name: SampleName): string {
  return join(import.meta.dirname, 'texts', `${name}.txt`)
}
