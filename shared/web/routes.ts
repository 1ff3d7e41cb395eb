/** Who may come to a page at all; what a person may do there is the rule's business. */
export type Visitor = 'anyone' | 'signed_in' | 'auditor' | 'administrator'

export interface Route {
  readonly id: string
  readonly method: 'GET' | 'HEAD' | 'POST'
  /** in the gateway's syntax: `{id}` is one segment, `{proxy+}` the rest */
  readonly path: string
  readonly function: 'auth' | 'console' | 'decide' | 'report' | 'audit'
  readonly who: Visitor
}

/**
 * The one route table: the API's routes, the functions' routers and the tests are made from it. A route `….head` is answered by
 * the page without that ending: checkers of dead links ask so for the addresses that portal pages and mails lead to.
 */
export const routes = [
  // sign-in
  { id: 'sign_in', method: 'GET', path: '/auth/start', function: 'auth', who: 'anyone' },
  { id: 'sign_in.head', method: 'HEAD', path: '/auth/start', function: 'auth', who: 'anyone' },
  { id: 'callback', method: 'GET', path: '/auth/callback', function: 'auth', who: 'anyone' },
  { id: 'signed_in', method: 'GET', path: '/auth/done', function: 'auth', who: 'signed_in' },
  { id: 'sign_out', method: 'POST', path: '/auth/sign-out', function: 'auth', who: 'anyone' },
  { id: 'me.codes', method: 'GET', path: '/me/totp', function: 'auth', who: 'signed_in' },
  { id: 'me.codes.change', method: 'POST', path: '/me/totp', function: 'auth', who: 'signed_in' },
  { id: 'me.phones', method: 'GET', path: '/me/phones', function: 'auth', who: 'signed_in' },
  { id: 'me.phones.change', method: 'POST', path: '/me/phones', function: 'auth', who: 'signed_in' },
  { id: 'signed_out', method: 'GET', path: '/auth/signed-out', function: 'auth', who: 'anyone' },
  // lists
  { id: 'home', method: 'GET', path: '/', function: 'console', who: 'signed_in' },
  { id: 'home.head', method: 'HEAD', path: '/', function: 'console', who: 'signed_in' },
  { id: 'published', method: 'GET', path: '/published', function: 'console', who: 'signed_in' },
  { id: 'assets', method: 'GET', path: '/assets/{name}', function: 'console', who: 'anyone' },
  { id: 'lexicon.script', method: 'GET', path: '/lexicon/{name}', function: 'console', who: 'signed_in' },
  // how somebody wants to hear of things
  { id: 'me', method: 'GET', path: '/me', function: 'console', who: 'signed_in' },
  { id: 'me.save', method: 'POST', path: '/me', function: 'console', who: 'signed_in' },
  // writing
  { id: 'new', method: 'GET', path: '/items/new', function: 'console', who: 'signed_in' },
  { id: 'create', method: 'POST', path: '/items/new', function: 'console', who: 'signed_in' },
  { id: 'edit', method: 'GET', path: '/items/{id}/edit', function: 'console', who: 'signed_in' },
  { id: 'save', method: 'POST', path: '/items/{id}/edit', function: 'console', who: 'signed_in' },
  { id: 'attachments', method: 'GET', path: '/items/{id}/attachments', function: 'console', who: 'signed_in' },
  { id: 'attachments.remove', method: 'POST', path: '/items/{id}/attachments', function: 'console', who: 'signed_in' },
  { id: 'attachments.taken', method: 'GET', path: '/items/{id}/attachments/taken/{upload}/{base}', function: 'console', who: 'signed_in' },
  { id: 'attachments.take', method: 'POST', path: '/items/{id}/attachments/taken/{upload}', function: 'console', who: 'signed_in' },
  // one item
  { id: 'item', method: 'GET', path: '/items/{id}', function: 'console', who: 'signed_in' },
  { id: 'decide', method: 'GET', path: '/items/{id}/decide', function: 'console', who: 'signed_in' },
  { id: 'revision', method: 'GET', path: '/items/{id}/revisions/{digest}', function: 'console', who: 'signed_in' },
  { id: 'attachment', method: 'GET', path: '/items/{id}/revisions/{digest}/attachments/{number}', function: 'console', who: 'signed_in' },
  { id: 'command', method: 'GET', path: '/items/{id}/do/{command}', function: 'console', who: 'signed_in' },
  { id: 'carry_out', method: 'POST', path: '/items/{id}/do/{command}', function: 'console', who: 'signed_in' },
  { id: 'done', method: 'GET', path: '/items/{id}/done/{commandId}', function: 'console', who: 'signed_in' },
  // behind a link in a mail: the address itself is the secret; scanners look at it as often as they like
  { id: 'link', method: 'GET', path: '/d/{token}', function: 'decide', who: 'anyone' },
  { id: 'link.head', method: 'HEAD', path: '/d/{token}', function: 'decide', who: 'anyone' },
  { id: 'link.decide', method: 'POST', path: '/d/{token}', function: 'decide', who: 'anyone' },
  { id: 'link.back', method: 'GET', path: '/links/{link}', function: 'decide', who: 'signed_in' },
  { id: 'link.file', method: 'GET', path: '/links/{link}/attachments/{number}', function: 'decide', who: 'anyone' },
  // releases and duty on days off
  { id: 'duty', method: 'GET', path: '/duty', function: 'console', who: 'signed_in' },
  { id: 'duty.name', method: 'POST', path: '/duty', function: 'console', who: 'signed_in' },
  // how work flows
  { id: 'flow', method: 'GET', path: '/flow', function: 'console', who: 'signed_in' },
  // tasks on published pages
  { id: 'tasks', method: 'GET', path: '/tasks', function: 'console', who: 'signed_in' },
  { id: 'task.new', method: 'GET', path: '/tasks/new', function: 'console', who: 'signed_in' },
  { id: 'task.create', method: 'POST', path: '/tasks/new', function: 'console', who: 'signed_in' },
  { id: 'task', method: 'GET', path: '/tasks/{id}', function: 'console', who: 'signed_in' },
  { id: 'task.close', method: 'POST', path: '/tasks/{id}', function: 'console', who: 'signed_in' },
  // who is away and who stands in
  { id: 'absence', method: 'GET', path: '/absence', function: 'console', who: 'signed_in' },
  { id: 'absence.return', method: 'POST', path: '/absence', function: 'console', who: 'signed_in' },
  { id: 'absence.new', method: 'GET', path: '/absence/new', function: 'console', who: 'signed_in' },
  { id: 'absence.create', method: 'POST', path: '/absence/new', function: 'console', who: 'signed_in' },
  { id: 'absence.appoint', method: 'GET', path: '/absence/appoint', function: 'console', who: 'signed_in' },
  { id: 'absence.name', method: 'POST', path: '/absence/appoint', function: 'console', who: 'signed_in' },
  { id: 'absence.away', method: 'GET', path: '/absence/away', function: 'console', who: 'signed_in' },
  { id: 'absence.mark', method: 'POST', path: '/absence/away', function: 'console', who: 'signed_in' },
  { id: 'absence.one', method: 'GET', path: '/absence/{id}', function: 'console', who: 'signed_in' },
  { id: 'absence.settle', method: 'POST', path: '/absence/{id}', function: 'console', who: 'signed_in' },
  // readers: what is wrong with a public page, and what came of it
  { id: 'report.look', method: 'GET', path: '/report', function: 'report', who: 'anyone' },
  { id: 'report.look.head', method: 'HEAD', path: '/report', function: 'report', who: 'anyone' },
  { id: 'report.answer', method: 'POST', path: '/report', function: 'report', who: 'anyone' },
  { id: 'report', method: 'GET', path: '/report/{id}', function: 'report', who: 'anyone' },
  { id: 'report.head', method: 'HEAD', path: '/report/{id}', function: 'report', who: 'anyone' },
  { id: 'report.send', method: 'POST', path: '/report/{id}', function: 'report', who: 'anyone' },
  // administrators
  { id: 'admin', method: 'GET', path: '/admin', function: 'console', who: 'administrator' },
  { id: 'admin.new', method: 'GET', path: '/admin/people/new', function: 'console', who: 'administrator' },
  { id: 'admin.create', method: 'POST', path: '/admin/people/new', function: 'console', who: 'administrator' },
  { id: 'admin.person', method: 'GET', path: '/admin/people/{id}', function: 'console', who: 'administrator' },
  { id: 'admin.change', method: 'GET', path: '/admin/people/{id}/do/{change}', function: 'console', who: 'administrator' },
  { id: 'admin.carry_out', method: 'POST', path: '/admin/people/{id}/do/{change}', function: 'console', who: 'administrator' },
  { id: 'admin.done', method: 'GET', path: '/admin/people/{id}/done/{commandId}', function: 'console', who: 'administrator' },
  { id: 'admin.proposal', method: 'GET', path: '/admin/proposals/{id}', function: 'console', who: 'administrator' },
  { id: 'admin.settle', method: 'POST', path: '/admin/proposals/{id}', function: 'console', who: 'administrator' },
  { id: 'admin.lexicon', method: 'GET', path: '/admin/lexicon', function: 'console', who: 'administrator' },
  { id: 'lexicon.draft', method: 'POST', path: '/admin/lexicon', function: 'console', who: 'administrator' },
  { id: 'lexicon.new', method: 'GET', path: '/admin/lexicon/new', function: 'console', who: 'administrator' },
  { id: 'lexicon.create', method: 'POST', path: '/admin/lexicon/new', function: 'console', who: 'administrator' },
  { id: 'lexicon.list', method: 'GET', path: '/admin/lexicon/lists/{list}', function: 'console', who: 'administrator' },
  { id: 'lexicon.change', method: 'POST', path: '/admin/lexicon/lists/{list}', function: 'console', who: 'administrator' },
  { id: 'lexicon.export', method: 'GET', path: '/admin/lexicon/lists/{list}/{format}', function: 'console', who: 'administrator' },
  { id: 'lexicon.preview', method: 'GET', path: '/admin/lexicon/preview/{digest}', function: 'console', who: 'administrator' },
  { id: 'lexicon.proposal', method: 'GET', path: '/admin/lexicon/proposals/{id}', function: 'console', who: 'administrator' },
  { id: 'lexicon.settle', method: 'POST', path: '/admin/lexicon/proposals/{id}', function: 'console', who: 'administrator' },
  { id: 'admin.notices', method: 'GET', path: '/admin/notices', function: 'console', who: 'administrator' },
  { id: 'admin.notice.again', method: 'POST', path: '/admin/notices/{id}', function: 'console', who: 'administrator' },
  // auditors
  { id: 'audit', method: 'GET', path: '/audit', function: 'audit', who: 'auditor' },
  { id: 'audit.item', method: 'GET', path: '/audit/items/{id}', function: 'audit', who: 'auditor' },
  { id: 'audit.tasks', method: 'GET', path: '/audit/tasks', function: 'audit', who: 'auditor' },
  { id: 'audit.revision', method: 'GET', path: '/audit/items/{id}/revisions/{digest}', function: 'audit', who: 'auditor' },
  // whatever else is asked for gets a page of ours
  { id: 'unknown', method: 'GET', path: '/{proxy+}', function: 'console', who: 'anyone' },
  { id: 'unknown.head', method: 'HEAD', path: '/{proxy+}', function: 'console', who: 'anyone' },
  { id: 'unknown.post', method: 'POST', path: '/{proxy+}', function: 'console', who: 'anyone' },
] as const satisfies readonly Route[]

export type RouteId = (typeof routes)[number]['id']
/** The pages that a function has: a HEAD is answered by one of them. */
export type PagesOf<F extends Route['function']> = Exclude<Extract<(typeof routes)[number], { readonly function: F }>['id'], `${string}.head`>

/**
 * The address of a route.
 * @param values one for each variable of the path, put in as one segment
 */
export function address(id: RouteId, values: Readonly<Record<string, string>> = {}): string {
  const route = routes.find((one) => one.id === id)
  if (!route) throw new Error(`No route ${id}`)
  return route.path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(values[name] ?? ''))
}
