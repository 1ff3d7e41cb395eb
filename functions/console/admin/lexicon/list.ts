import { now } from '../../../../shared/now.ts'
import { inItsList } from '../../../../shared/screening/index.ts'
import type { StoredList, Term } from '../../../../shared/screening/index.ts'
import { WebError } from '../../../../shared/web/errors.ts'
import { check } from '../../../../shared/web/fields.ts'
import { typed } from '../../../../shared/web/form.ts'
import type { Reply, SignedRequest } from '../../../../shared/web/request.ts'
import { address } from '../../../../shared/web/routes.ts'
import { chinaDay } from '../../../../shared/web/time.ts'
import { IMPORT_RULES } from './list-forms.ts'
import { listView } from './list-view.ts'
import { MOST_TERMS, readImport, readTerm } from './read.ts'
import { changeDraft, changeList, isOwn, listIn, working } from './working.ts'

/** One list as it is worked on: its terms, and the forms that change it. */
export async function listPage(request: SignedRequest): Promise<Reply> {
  const present = await working()
  return listView(request, present, listIn(present, request.params['list']))
}

/** Changes a list in the draft: imports terms, puts one, withdraws one, or takes a list of one's own out. Nothing is stored where anything is wrong. */
export async function listAction(request: SignedRequest): Promise<Reply> {
  const { form } = request
  const before = await working()
  const list = listIn(before, request.params['list'])
  switch (typed(form, 'do')) {
    case 'import': {
      const info = check(form, IMPORT_RULES)
      const read = await readImport(form, list.id)
      if (info.problems.length > 0 || read.errors.length > 0 || read.file !== undefined) {
        return listView(request, before, list, { of: 'import', problems: info.problems, read })
      }
      const added = info.of('mode') === 'add'
      if (added && merged(list.terms, read.terms).length > MOST_TERMS) {
        return listView(request, before, list, { of: 'import', problems: [], read: { terms: [], errors: [], file: 'too_many' } })
      }
      await changeList(request.visitor, list.id, (present) => ({
        ...present, edition: info.of('edition'), source: info.of('source'), date: info.of('date'),
        terms: added ? merged(present.terms, read.terms) : read.terms,
      }))
      return back(list.id, 'imported', { count: read.terms.length })
    }
    case 'put': {
      const read = readTerm(form, list.id)
      const [term] = read.terms.map(inItsList)
      if (!term) return listView(request, before, list, { of: 'put', problems: [], read })
      await changeList(request.visitor, list.id, (present) => byHand(present, merged(present.terms, [term])))
      return back(list.id, 'put', { q: term.term })
    }
    case 'withdraw': {
      const text = typed(form, 'term')
      await changeList(request.visitor, list.id, (present) =>
        present.terms.some(({ term }) => term === text) ? byHand(present, present.terms.filter(({ term }) => term !== text)) : undefined)
      return back(list.id, 'withdrawn', {})
    }
    case 'remove': {
      if (!isOwn(list)) throw new WebError('bad_form')
      await changeDraft(request.visitor, ({ stored: { lists } }) => ({ v: 1, lists: lists.filter(({ id }) => id !== list.id) }))
      return { kind: 'go', to: `${address('admin.lexicon')}#draft` }
    }
    default: throw new WebError('bad_form')
  }
}

function back(list: string, did: string, values: Readonly<Record<string, string | number>>): Reply {
  const query = new URLSearchParams({ did, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])) })
  return { kind: 'go', to: `${address('lexicon.list', { list })}?${query.toString()}` }
}

/** Terms with others put: one of the same text is replaced where it stands. */
function merged(terms: readonly Term[], others: readonly Term[]): Term[] {
  const all = new Map(terms.map((term) => [term.term, term]))
  for (const term of others) all.set(term.term, term)
  return [...all.values()]
}

/** A list that somebody changed by hand is another edition than the one that was imported. */
function byHand(list: StoredList, terms: readonly Term[]): StoredList {
  const today = chinaDay(now())
  const [imported = ''] = list.edition.split('+')
  return { ...list, terms, date: today, edition: imported === '' || imported === today ? today : `${imported}+${today}` }
}
