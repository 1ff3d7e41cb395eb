import type { Level } from '../types.ts'

interface NamingRule {
  readonly term: string
  readonly suggestion: string
  readonly level: Level
  readonly allow?: readonly string[]
}

/** Where the rules of naming come from. */
export const NAMING_BASIS = '新华社《新闻信息报道中的禁用词和慎用词》（2016年7月修订）'

/** Official ways of naming that a published list asks for. */
export const NAMING_RULES: readonly NamingRule[] = [
  { term: '两岸三地', suggestion: '内地与港澳台地区', level: 'warn' },
  { term: '海峡两岸三地', suggestion: '内地与港澳台地区', level: 'warn' },
  { term: '中港两地', suggestion: '内地与香港', level: 'warn' },
  { term: '中港关系', suggestion: '内地与香港关系', level: 'warn' },
  { term: '中港合作', suggestion: '内地与香港合作', level: 'warn' },
  { term: '中港边境', suggestion: '内地与香港分界', level: 'warn' },
  { term: '中澳两地', suggestion: '内地与澳门', level: 'warn' },
  { term: '中台关系', suggestion: '两岸关系', level: 'warn' },
  { term: '内港澳', suggestion: '内地和港澳', level: 'warn' },
  { term: '港澳台国家', suggestion: '港澳台地区', level: 'warn' },
  { term: '台湾政府', suggestion: '台湾当局', level: 'warn' },
  { term: '台湾总统', suggestion: '台湾地区领导人', level: 'warn' },
  { term: '台湾国', suggestion: '台湾地区', level: 'warn', allow: ['台湾国际', '台湾国语', '台湾国家', '台湾国民', '台湾国中', '台湾国内', '台湾国土'] },
  { term: '一带一路战略', suggestion: '“一带一路”倡议', level: 'warn' },
  { term: '前苏联', suggestion: '苏联', level: 'info' },
  { term: '穆斯林国家', suggestion: '伊斯兰国家', level: 'warn' },
  { term: '残废人', suggestion: '残疾人', level: 'warn' },
  { term: '解放前', suggestion: '新中国成立前', level: 'info' },
  { term: '建国前', suggestion: '新中国成立前', level: 'info' },
  { term: '建国以来', suggestion: '新中国成立以来', level: 'info' },
  { term: '村长', suggestion: '村委会主任', level: 'info' },
  { term: '村官', suggestion: '村干部', level: 'info', allow: ['大学生村官'] },
]
