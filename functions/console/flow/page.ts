import { shippedCalendar as calendar } from '../../../shared/calendar/index.ts'
import { termsOf } from '../../../shared/deadlines/index.ts'
import { approvalsOf, isIn, isMonth, monthAfter, monthOf, OFTEN, pairsOf, QUICK_MS, reviewFigures, staysOf, waitingFigures } from '../../../shared/flow/index.ts'
import type { Pair, ReviewFigures, Took, Waiting } from '../../../shared/flow/index.ts'
import { now } from '../../../shared/now.ts'
import { WebError } from '../../../shared/web/errors.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest, Visitor } from '../../../shared/web/request.ts'
import { titleShown } from '../../../shared/web/review/item.ts'
import { address } from '../../../shared/web/routes.ts'
import { chinaDay } from '../../../shared/web/time.ts'
import { seesFlow } from '../../../shared/web/flow.ts'
import type { Round } from '../../../shared/workflow/states.ts'
import { body, record, unitName } from '../context.ts'
import { trailsOf, WAITING, waitingIn } from './read.ts'
import { figuresTable } from './table.ts'

/** Items that a list of the page shows. */
const FEW = 5
/** Months that can be chosen. */
const MONTHS = 13

/**
 * What waits where and how long, and how the reviews of a month went: for whoever heads the unit, administers or audits.
 * Nobody is ranked: only pairs who decide together again and again are named.
 *
 * @throws WebError not_found for anybody else
 */
export async function flowPage(request: SignedRequest): Promise<Reply> {
  const { say, query, visitor } = request
  const units = unitsOf(visitor)
  const unit = units.find((one) => one === query.get('unit')) ?? units[0]
  if (unit === undefined) throw new WebError('not_found')
  const present = chinaDay(now()).slice(0, 7)
  const asked = query.get('month') ?? ''
  const name = isMonth(asked) && asked <= present ? asked : present
  const month = monthOf(name)
  const terms = termsOf(body)
  const [waiting, { trails, whole }] = await Promise.all([waitingIn(unit), trailsOf(unit, month)])
  const all = [...trails].flatMap(([id, trail]) => staysOf(id, trail)).filter(({ to }) => isIn(month, to))
  const approvals = [...trails].flatMap(([id, trail]) => approvalsOf(id, trail)).filter(({ at }) => isIn(month, at))
  const figures = reviewFigures(all, terms, calendar)
  const quick = [...new Set(figures.flatMap((one) => one.quick.map(({ item }) => item)))]
  const titles = new Map((await record.items(quick.slice(0, FEW))).map((item) => [item.id, titleShown(request, item)]))
  const at = now().toISOString()
  return {
    kind: 'page', title: say('flow.title'), here: 'flow',
    main: html`<h1>${say('flow.title')}</h1>
<p class="lead">${say('flow.intro')}</p>
${form(request, units, unit, name, present)}
<section aria-labelledby="waiting" data-flow="waiting"><h2 id="waiting">${say('flow.waiting')}</h2>
${waitingView(request, WAITING.map((round) => [round, waitingFigures(waiting.get(round) ?? [], at, terms, calendar)] as const))}</section>
<section aria-labelledby="reviews" data-flow="reviews"><h2 id="reviews">${say('flow.reviews', { month: name })}</h2>
${whole ? '' : html`<p class="panel" role="status">${say('flow.cut')}</p>`}
${figures.length === 0 ? html`<p class="panel quiet">${say('flow.none')}</p>` : reviewsView(request, figures)}</section>
${figures.length === 0 ? '' : html`<section aria-labelledby="signs" data-flow="signs"><h2 id="signs">${say('flow.signs')}</h2>
${quickView(request, figures, quick, titles)}
${pairsView(request, pairsOf(approvals), approvals.length)}</section>`}`,
  }
}

/** Units of which somebody may see how work flows. */
function unitsOf({ grants }: Visitor): readonly string[] {
  return [...new Set(grants.filter(({ roles }) => seesFlow(roles)).map(({ unit }) => unit))]
}

function form({ say }: SignedRequest, units: readonly string[], unit: string, month: string, present: string): Html {
  const months = Array.from({ length: MONTHS }, (_, back) => monthAfter(present, -back))
  const shown = months.includes(month) ? months : [...months, month]
  return html`<form method="get" action="${address('flow')}" class="asked">
${units.length < 2 ? '' : html`<p><label for="unit">${say('flow.unit')}</label><br><select id="unit" name="unit">${units.map((one) => html`<option value="${one}"${one === unit ? html` selected` : ''}>${unitName(one)}</option>`)}</select></p>`}
<p><label for="month">${say('flow.month')}</label><br><select id="month" name="month">${shown.map((one) => html`<option value="${one}"${one === month ? html` selected` : ''}>${one}</option>`)}</select>
<button>${say('flow.show')}</button></p>
</form>`
}

function waitingView(request: SignedRequest, queues: readonly (readonly [Exclude<Round, 'none'>, readonly Waiting[]])[]): Html {
  const { say } = request
  const held = queues.filter(([, waiting]) => waiting.length > 0)
  if (held.length === 0) return html`<p class="panel quiet">${say('flow.waiting.none')}</p>`
  return figuresTable([say('flow.where'), say('flow.count'), say('flow.longest'), say('flow.overdue'), say('flow.longest_items')], held.map(([round, waiting]) => ({
    mark: html` data-round="${round}"`, head: say(`round.${round}`), cells: [
      `${waiting.length}`, waiting[0] ? tookText(request, waiting[0].took) : '', overdueText(request, round, waiting),
      html`<ul>${waiting.slice(0, FEW).map(({ item, took }) => html`<li><a href="${address('item', { id: item.id })}">${titleShown(request, item)}</a> <span class="quiet">${tookText(request, took)}</span></li>`)}</ul>`,
    ],
  })))
}

function overdueText({ say }: SignedRequest, round: Round, waiting: readonly Waiting[]): string {
  if (round === 'referred' || round === 'approved') return say('flow.no_term')
  return `${waiting.filter(({ overdue }) => overdue).length}`
}

function reviewsView(request: SignedRequest, figures: readonly ReviewFigures[]): Html {
  const { say } = request
  return figuresTable(
    [say('flow.review'), say('flow.decided'), say('flow.median'), say('flow.longest'), say('flow.returned'), say('flow.late')],
    figures.map(({ review, decided, returned, late, dated, median, longest }) => ({
      mark: html` data-review="${review}"`, head: say(`round.${review}`), cells: [
        `${decided}`, median ? tookText(request, median) : '', longest ? tookText(request, longest) : '',
        share(request, returned, decided), dated === 0 ? say('flow.no_term') : share(request, late, dated),
      ],
    })),
  )
}

function quickView(request: SignedRequest, figures: readonly ReviewFigures[], quick: readonly string[], titles: ReadonlyMap<string, string>): Html {
  const { say } = request
  return html`<h3>${say('flow.quick', { seconds: QUICK_MS / 1000 })}</h3>
<p class="quiet">${say('flow.quick.note')}</p>
<ul data-flow="quick">${figures.map(({ review, quick: few, opened, decided }) =>
    html`<li data-review="${review}">${say(`round.${review}`)}${say('colon')}${opened === 0 ? '' : share(request, few.length, opened)}${opened < decided ? html`${opened === 0 ? '' : say('semicolon')}<span data-unknown>${say('flow.quick.unknown', { count: decided - opened })}</span>` : ''}</li>`)}</ul>
${quick.length === 0 ? '' : html`<p>${say('flow.quick.items')}</p>
<ul>${quick.slice(0, FEW).flatMap((id) => titles.has(id) ? [html`<li><a href="${address('item', { id })}">${titles.get(id) ?? ''}</a></li>`] : [])}</ul>`}`
}

function pairsView({ say }: SignedRequest, pairs: readonly Pair[], approvals: number): Html {
  return html`<h3>${say('flow.pairs', { often: OFTEN })}</h3>
<p class="quiet">${say('flow.pairs.note')}</p>
${pairs.length === 0 ? html`<p>${say('flow.pairs.none')}</p>` : html`<ul data-flow="pairs">${pairs.map(({ people: [one, other], together }) =>
    html`<li>${say('flow.pair', { one: one.name, other: other.name, together, approvals })}</li>`)}</ul>`}`
}

/** A length of time in the unit in which people think of it. */
function tookText({ say }: SignedRequest, { ms, days }: Took): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  if (minutes < 60) return say('flow.minutes', { minutes })
  if (minutes < 8 * 60 || days === 0) return say('flow.hours', { hours: Math.round(minutes / 60) })
  return days === undefined ? say('flow.natural_days', { days: Math.ceil(minutes / 1440) }) : say('flow.days', { days })
}

function share({ say }: SignedRequest, part: number, whole: number): string {
  return `${part} / ${whole}${say('aside', { more: `${Math.round((part / whole) * 100)}%` })}`
}
