import { describe, expect, test } from 'vitest'
import { extractTexts } from '../../../shared/extract/extract.ts'
import type { Extracted, FileText } from '../../../shared/extract/types.ts'
import { docx, paragraph, pptx, run, sharedStrings, slidePart, wordPart, wordTable, xlsx } from './build.ts'

const CORE = '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:creator>郝明</dc:creator><dc:title>临江县停车泊位一览</dc:title></cp:coreProperties>'

async function read(bytes: Uint8Array, name: string): Promise<Extracted> {
  const extracted = await extractTexts(bytes, { name })
  expect(extracted.problems).toEqual([])
  return extracted
}

function of({ texts }: Extracted, part: FileText['where']['part']): string[] {
  return texts.filter(({ where }) => where.part === part).map(({ text }) => text)
}

describe('a Word document', () => {
  test('gives its paragraphs in order, each as one text however it is cut into runs', async () => {
    const { texts } = await read(docx(paragraph(run('联系电话：138'), run('0000'), run('1234')) + paragraph(run('第二段'))), 'a.docx')
    expect(texts.map(({ text, place, head }) => ({ text, block: place.block, head })))
      .toEqual([{ text: '联系电话：13800001234', block: 0, head: true }, { text: '第二段', block: 1, head: true }])
  })

  test('is read whatever prefix its markup uses', async () => {
    const body = paragraph(run('换了前缀'))
    const bytes = docx('', { 'word/document.xml': `<x:document xmlns:x="urn:w"><x:body>${body.replaceAll('w:', 'x:')}</x:body></x:document>` })
    expect(of(await read(bytes, 'a.docx'), 'body')).toEqual(['换了前缀'])
  })

  test('gives table cells with row, column and the heading of their column, over merged cells too', async () => {
    const merged = `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraph(run('姓名'))}</w:tc><w:tc>${paragraph(run('手机'))}</w:tc></w:tr>
<w:tr><w:tc>${paragraph(run('一'))}</w:tc><w:tc>${paragraph(run('二'))}</w:tc><w:tc>${paragraph(run('三'))}</w:tc></w:tr></w:tbl>`
    const { texts } = await read(docx(paragraph(run('前')) + merged), 'a.docx')
    expect(texts.slice(1).map(({ text, label, place: { row, column } }) => [text, label, row, column])).toEqual([
      ['姓名', '', 0, 0], ['手机', '', 0, 2], ['一', '姓名', 1, 0], ['二', '姓名', 1, 1], ['三', '手机', 1, 2],
    ])
  })

  test('gives a table inside a cell and a table inside a text box cell by cell', async () => {
    const inner = wordTable(['内一', '内二'])
    const outer = `<w:tbl><w:tr><w:tc>${paragraph(run('外一'))}${inner}</w:tc><w:tc>${paragraph(run('外二'))}</w:tc></w:tr></w:tbl>`
    const box = paragraph(`<w:r><w:pict><v:textbox><w:txbxContent>${inner.replaceAll('内', '框')}</w:txbxContent></v:textbox></w:pict></w:r>`)
    const { texts } = await read(docx(outer + box), 'a.docx')
    expect(texts.map(({ text, place: { row, column } }) => `${text} ${row} ${column}`).toSorted()).toEqual([
      '内一 0 0', '内二 0 1', '外一 0 0', '外二 0 1', '框一 0 0', '框二 0 1',
    ])
  })

  test('with tracked changes gives the text as it reads and as it read before', async () => {
    const changed = paragraph(run('申请人张'), '<w:del w:author="审核员"><w:r><w:delText>某某</w:delText></w:r></w:del>', '<w:ins><w:r><w:t>三</w:t></w:r></w:ins>', run('住址'))
    const extracted = await read(docx(changed), 'a.docx')
    expect(of(extracted, 'body')).toEqual(['申请人张三住址'])
    expect(of(extracted, 'before_change')).toEqual(['申请人张某某住址'])
    expect(of(extracted, 'aside')).toEqual(['审核员'])
  })

  test('gives headers, footers, footnotes, comments, their authors and its properties', async () => {
    const extracted = await read(docx(paragraph(run('正文')), {
      'word/header1.xml': wordPart('hdr', paragraph(run('机密★10年'))), 'word/footer2.xml': wordPart('ftr', paragraph(run('第一页'))),
      'word/footnotes.xml': wordPart('footnotes', `<w:footnote>${paragraph(run('脚注'))}</w:footnote>`),
      'word/endnotes.xml': wordPart('endnotes', `<w:endnote>${paragraph(run('尾注'))}</w:endnote>`),
      'word/comments.xml': wordPart('comments', `<w:comment w:author="王小可">${paragraph(run('此处电话要删'))}</w:comment>`),
      'docProps/core.xml': CORE,
    }), 'a.docx')
    expect(extracted.texts.map(({ text, where, place }) => [where.part, where.number, place.field, text])).toEqual([
      ['body', undefined, undefined, '正文'], ['header', 1, 'header', '机密★10年'], ['footer', 2, 'footer', '第一页'],
      ['footnote', undefined, 'footnote', '脚注'], ['endnote', undefined, 'endnote', '尾注'],
      ['aside', undefined, 'aside', '王小可'], ['comment', undefined, 'comment', '此处电话要删'],
      ['properties', undefined, 'properties', '郝明'], ['properties', undefined, 'properties', '临江县停车泊位一览'],
    ])
    expect(extracted.texts.find(({ text }) => text === '郝明')?.label).toBe('作者')
    expect(extracted.texts.find(({ where }) => where.part === 'header')?.head).toBe(true)
  })

  test('gives text boxes once, though they are written twice, and both where the two differ', async () => {
    const box = (first: string, second: string): string => paragraph(run('段'), `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph(run(first))}</w:txbxContent></mc:Choice>
<mc:Fallback><w:txbxContent>${paragraph(run(second))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`)
    expect(of(await read(docx(box('框', '框')), 'a.docx'), 'body')).toEqual(['框', '段'])
    expect(of(await read(docx(box('框', '另一框')), 'a.docx'), 'body')).toEqual(['框', '另一框', '段'])
  })

  test('gives field codes, alternative texts, readings over characters and targets of links', async () => {
    const extracted = await read(docx(paragraph(
      '<w:r><w:instrText> HYPERLINK "mailto:zhang</w:instrText></w:r><w:r><w:instrText>san@example.cn" </w:instrText></w:r>', run('写信'),
      '<w:r><wp:docPr id="1" name="Picture 1" descr="张三的照片"/></w:r>',
      '<w:ruby><w:rt><w:r><w:t>zhang</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>张</w:t></w:r></w:rubyBase></w:ruby>', run('三'),
    ), { 'word/_rels/document.xml.rels': '<Relationships><Relationship Id="rId9" Target="mailto:li%20si@example.cn" TargetMode="External"/></Relationships>' }), 'a.docx')
    expect(of(extracted, 'body')).toEqual(['写信张三'])
    expect(of(extracted, 'aside').toSorted()).toEqual([' HYPERLINK "mailto:zhangsan@example.cn" ', 'zhang', '张三的照片'])
    expect(of(extracted, 'link')).toEqual(['mailto:li si@example.cn'])
  })

  test('keeps tabs, line breaks, special hyphens and symbols in their places', async () => {
    const body = paragraph('<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>', '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>138</w:t><w:noBreakHyphen/><w:t>0000</w:t><w:sym w:font="Symbol" w:char="F031"/></w:r>')
    expect(of(await read(docx(body), 'a.docx'), 'body')).toEqual(['甲\t乙\n138-00001'])
  })
})

describe('a workbook', () => {
  test('gives every sheet, hidden ones too, by name and cell', async () => {
    const extracted = await read(xlsx([
      { name: '公示', rows: '<row r="2"><c r="B2" t="s"><v>1</v></c><c r="AA2" t="inlineStr"><is><t>行内</t></is></c></row>' },
      { name: '底册', hidden: true, rows: '<row r="7"><c r="A7" t="s"><v>0</v></c></row>' },
    ], sharedStrings('<t>13800001234</t>', '<r><t>分</t></r><r><t>段</t></r>')), 'a.xlsx')
    expect(extracted.texts.map(({ text, where }) => [where.part, where.name, where.cell, text])).toEqual([
      ['workbook', 'sheet', undefined, '公示'], ['workbook', 'sheet', undefined, '底册'],
      ['sheet', '公示', 'B2', '分段'], ['sheet', '公示', 'AA2', '行内'], ['hidden_sheet', '底册', 'A7', '13800001234'],
    ])
  })

  test('gives numbers with all digits that are known, dates as dates, and leading zeros as shown', async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`
    const cells = ['<c r="A1"><v>1.3800001234E+10</v></c>', '<c r="B1"><v>3.72501199003070E+17</v></c>', '<c r="C1" s="1"><v>32939</v></c>',
      '<c r="D1" s="2"><v>37250</v></c>', '<c r="E1" s="3"><v>32939.5</v></c>', '<c r="F1"><v>0.25</v></c>', '<c r="G1" s="1"><v>59</v></c>', '<c r="H1"><v>372501199003070018</v></c>']
    const extracted = await read(xlsx([{ name: 'S', rows: `<row r="1">${cells.join('')}</row>` }], { 'xl/styles.xml': styles }), 'a.xlsx')
    expect(of(extracted, 'sheet')).toEqual(['13800001234', '372501199003070***', '1990-03-07', '037250', '1990-03-07', '0.25', '1900-02-28', '372501199003070018'])
  })

  test('labels cells by the heading of their column, also below a title', async () => {
    const text = (at: string, value: string): string => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
    const rows = `<row r="1">${text('A1', '临江县停车泊位管理人员登记表')}</row><row r="2">${text('A2', '姓 名')}${text('B2', '公民身份号码')}</row><row r="3">${text('A3', '郝明')}${text('B3', '无')}</row>`
    const { texts } = await read(xlsx([{ name: 'S', rows }]), 'a.xlsx')
    expect(texts.filter(({ where }) => where.cell?.endsWith('3')).map(({ text: cell, label }) => [cell, label])).toEqual([['郝明', '姓 名'], ['无', '公民身份号码']])
  })

  test('gives comments, page headers, defined names, hints, formulas with words, drawings and kept copies of data', async () => {
    const extracted = await read(xlsx([{
      name: 'S', rows: '<row r="1"><c r="A1" t="str"><f>IF(B1,"张三","李四")</f><v>张三</v></c></row>',
      after: '<dataValidations><dataValidation promptTitle="说明" prompt="填写手机"><formula1>"王五,赵六"</formula1></dataValidation></dataValidations><headerFooter><oddHeader>&amp;C内部资料</oddHeader></headerFooter>',
    }], {
      'xl/comments1.xml': '<comments><authors><author>郝明</author></authors><commentList><comment ref="C5"><text><r><t>电话138</t></r><r><t>00001234</t></r></text></comment></commentList></comments>',
      'xl/drawings/drawing1.xml': '<xdr:wsDr xmlns:xdr="urn:x" xmlns:a="urn:a"><a:p><a:r><a:t>图中文字</a:t></a:r></a:p></xdr:wsDr>',
      'xl/pivotCache/pivotCacheRecords1.xml': '<pivotCacheRecords><r><s v="钱七"/><n v="13900001234"/></r></pivotCacheRecords>',
      'docProps/core.xml': CORE,
    }), 'a.xlsx')
    expect(extracted.texts.find(({ text }) => text === '电话13800001234')?.where).toMatchObject({ part: 'comment', cell: 'C5' })
    const all = extracted.texts.map(({ text }) => text)
    for (const text of ['IF(B1,"张三","李四")', '说明', '填写手机', '"王五,赵六"', '&C内部资料', '郝明', '图中文字', '钱七', '13900001234']) expect(all).toContain(text)
  })
})

describe('a presentation', () => {
  test('gives slides in the order of their numbers, notes and comments', async () => {
    const slides = Array.from({ length: 11 }, (_, at) => [`第${at + 1}页`])
    const extracted = await read(pptx(slides, {
      'ppt/notesSlides/notesSlide3.xml': slidePart('notes', ['备注：联系郝明']),
      'ppt/comments/comment1.xml': '<p:cmLst xmlns:p="urn:p"><p:cm><p:text>批注文字</p:text></p:cm></p:cmLst>',
      'ppt/commentAuthors.xml': '<p:cmAuthorLst xmlns:p="urn:p"><p:cmAuthor id="0" name="审核甲"/></p:cmAuthorLst>',
    }), 'a.pptx')
    expect(extracted.texts.filter(({ where }) => where.part === 'slide').map(({ text, where }) => `${where.number} ${text}`))
      .toEqual(slides.map(([text], at) => `${at + 1} ${text}`))
    expect(extracted.texts.find(({ where }) => where.part === 'notes')).toMatchObject({ text: '备注：联系郝明', where: { number: 3 } })
    expect(of(extracted, 'comment')).toEqual(['批注文字'])
    expect(of(extracted, 'aside')).toEqual(['审核甲'])
  })
})
