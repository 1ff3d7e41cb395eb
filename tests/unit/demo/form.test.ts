import { parse } from 'node-html-parser'
import { describe, expect, test } from 'vitest'
import { Form } from '../../../cdk/demo/form.ts'

function formOf(html: string): Form {
  const element = parse(html).querySelector('form')
  if (!element) throw new Error('no form')
  return new Form(element, new URL('http://localhost:1/items/a?b=c'))
}

describe('a form as the demo fills it', () => {
  test('sends what the page holds, with line breaks as browsers send them', () => {
    const form = formOf(`<form method="post" action="/items/a/do/submit" data-command="submit">
      <input type="hidden" name="csrf" value="&quot;x&amp;y"><input name="title" value="甲">
      <textarea name="body">\n第一行\n&lt;第二行&gt;</textarea></form>`)
    expect(form.command).toBe('submit')
    expect(form.action.href).toBe('http://localhost:1/items/a/do/submit')
    expect([...form.data()]).toEqual([['csrf', '"x&y'], ['title', '甲'], ['body', '第一行\r\n<第二行>']])
  })

  test('goes to the page’s own address where it names none', () => {
    expect(formOf('<form></form>')).toMatchObject({ method: 'GET', action: new URL('http://localhost:1/items/a?b=c') })
  })

  test('leaves out boxes that are not ticked, fields that are disabled, and files', () => {
    const form = formOf(`<form><input type="checkbox" name="urgent"><input type="radio" name="when" value="now" checked>
      <input type="radio" name="when" value="later"><input name="off" value="1" disabled><input type="file" name="file"></form>`)
    expect([...form.data()]).toEqual([['when', 'now']])
    form.set('urgent', 'on').set('when', 'later')
    expect([...form.data()]).toEqual([['urgent', 'on'], ['when', 'later']])
  })

  test('takes the first option of a list unless another is selected', () => {
    const form = formOf(`<form><select name="a"><option value="1">一</option><option value="2" selected>二</option></select>
      <select name="b"><option>甲</option><option>乙</option></select></form>`)
    expect([...form.data()]).toEqual([['a', '2'], ['b', '甲']])
    expect(form.offers('a')).toEqual(['1', '2'])
  })

  test('presses the button that is asked for, or the first as the Enter key does', () => {
    const form = formOf('<form><button name="action" value="save">存</button><button name="action" value="check">查</button></form>')
    expect([...form.data()]).toEqual([['action', 'save']])
    expect([...form.data('check')]).toEqual([['action', 'check']])
    expect(() => form.data('publish')).toThrow('has no button publish')
  })

  test('has no field that the page does not have, and no choice that it does not offer', () => {
    const form = formOf('<form><select name="column"><option value="notices">通知</option></select></form>')
    expect(() => form.set('title', 'x')).toThrow('has no field title, only column')
    expect(() => form.set('column', 'secret')).toThrow('offers no secret for column, only notices')
  })
})
