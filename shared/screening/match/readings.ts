/** Common characters with several readings, under each of them: which one is meant where they stand for another cannot be known. */
export const OTHER_READINGS: ReadonlyMap<string, string> = new Map((
  'du:都度读 dou:都读 zhang:长涨 chang:长场裳 zhong:重种 chong:重种冲 hang:行巷 xing:行省 yue:乐约 le:乐了 huan:还 hai:还 he:和喝 dei:得 de:得的地 di:的地提 liao:了 zhao:着朝 zhuo:着 da:大打 dai:大待 kuai:会 hui:会 xiang:降巷 jiang:降强 ' +
  'tiao:调 diao:调 dan:弹单 tan:弹 shan:单掺 zang:藏 cang:藏 ceng:曾 zeng:曾 can:参 shen:参什 cha:差查 chai:差 zhuan:传 chuan:传 chao:朝 che:车 ju:车 cheng:盛称 sheng:盛省 shi:石似什 si:似 ti:提 ji:系 xi:系 jiao:校角 xiao:校 xue:血 xie:血 yao:约 zhu:属 shu:属数 shuo:数说 shui:说 su:宿 xiu:宿臭 qia:卡 ka:卡 ' +
  'bo:薄泊 bao:薄 bei:背 fa:发 ga:夹 jia:夹假 gei:给 guan:冠观 gang:杠 hao:好号 heng:横 hua:划华 jian:间见 jin:禁尽 jing:劲 jue:角觉 lei:累 liang:量 lu:露绿 lou:露 mai:埋 man:埋 mo:没脉 mei:没 nan:难 ning:宁 pian:片便 bian:便 pu:铺 qiang:强抢 qu:曲 ren:任 sai:塞 se:塞 sha:煞 tuo:拓 wei:为 xian:见 yan:咽 ye:咽 ying:应 yin:饮 zha:炸 ze:择 zhai:择 zuan:钻 zuo:作'
).split(' ').map((entry) => {
  const [reading = '', chars = ''] = entry.split(':')
  return [reading, chars]
}))
