import type { DelegationEvent } from '../../shared/identity/index.ts'
import { now } from '../../shared/now.ts'
import type { AnyEvent, EventPage } from '../../shared/record/index.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import { sayDelegationRefusal } from '../../shared/web/errors/delegations.ts'
import { sayPeopleRefusal } from '../../shared/web/errors/people.ts'
import { sayRefusal } from '../../shared/web/refused.ts'
import type { Reply, SignedRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { chinaDay, clockTime } from '../../shared/web/time.ts'
import type { Item } from '../../shared/workflow/types.ts'
import { auditedUnits, identity, isItemId, record, titleShown } from './context.ts'
import { portalPanel } from './portal.ts'
import { fewTasks } from './tasks.ts'

interface Asked {
  readonly month: string
  readonly person: string
  readonly wrong?: 'audit.bad_month' | 'audit.bad_id'
}

interface Named { readonly id: string, readonly name: string }

/** The start of the audit: an item by its id, or what happened in a month, by anybody or by one person. */
export async function overview(request: SignedRequest): Promise<Reply> {
  const { say, query, visitor } = request
  const sought = (query.get('item') ?? '').trim().toUpperCase()
  if (isItemId(sought)) return { kind: 'go', to: address('audit.item', { id: sought }) }
  const units = auditedUnits(visitor)
  const people = await peopleOf(units)
  const asked = askedOf(query, people, sought !== '')
  const page = await eventsOf(asked, query.get('after') ?? undefined)
  const items = await itemsOf(page.events, units)
  const shown = page.events.filter((event) => isTheirs(event, items, people, units))
  return {
    kind: 'page', title: say('audit.title'), here: 'audit', ...(asked.wrong && { status: 400, wrong: true }),
    main: html`<h1>${say('audit.title')}</h1>
<p class="lead">${say('audit.intro')}</p>
<p><a href="#tasks">${say('tasks.title')}</a></p>
${asked.wrong === undefined ? '' : html`<p class="panel" role="alert">${say(asked.wrong)}</p>`}
${forms(request, asked, people, sought)}
${shown.length === 0 ? html`<p class="panel quiet">${say('audit.none')}</p>` : table(request, shown, items)}
${page.cursor === undefined ? '' : html`<p><a href="?${new URLSearchParams({ month: asked.month, person: asked.person, after: page.cursor }).toString()}">${say('audit.later')}</a></p>`}
${await fewTasks(request)}
${await portalPanel(request, asked.month)}`,
  }
}

async function peopleOf(units: readonly string[]): Promise<Named[]> {
  const found = (await Promise.all(units.map((unit) => identity.candidates(unit)))).flat()
  return [...new Map(found.map(({ person, name }) => [person, { id: person, name }])).values()]
}

function askedOf(query: URLSearchParams, people: readonly Named[], badId: boolean): Asked {
  const month = query.get('month') ?? ''
  const person = people.find(({ id }) => id === query.get('person'))?.id ?? ''
  const known = /^20\d\d-(?:0[1-9]|1[0-2])$/u.test(month)
  const wrong = badId ? 'audit.bad_id' : month !== '' && !known ? 'audit.bad_month' : undefined
  return { month: known ? month : chinaDay(now()).slice(0, 7), person, ...(wrong && { wrong }) }
}

async function eventsOf({ month, person }: Asked, cursor: string | undefined): Promise<EventPage> {
  const read = (from?: string): Promise<EventPage> =>
    person === '' ? record.eventsIn(month, from) : record.eventsBy(person, { from: month, before: `${month}~` }, from)
  // An address that was cut short, or that leads on in another list, leads to the first page and not to an error.
  return cursor === undefined ? read() : read(cursor).catch(() => read())
}

function itemIdOf(event: AnyEvent): string | undefined {
  if ('itemId' in event) return event.itemId
  return 'from' in event ? event.chain.slice('item#'.length) : undefined
}

async function itemsOf(events: readonly AnyEvent[], units: readonly string[]): Promise<ReadonlyMap<string, Item>> {
  const ids = [...new Set(events.flatMap((event) => itemIdOf(event) ?? []))].filter((id) => isItemId(id))
  return new Map((await record.items(ids)).filter(({ unit }) => units.includes(unit)).map((item) => [item.id, item]))
}

/** Events on items of the auditor's units, absences there, and changes of people and of the lexicon made by people of these. */
function isTheirs(event: AnyEvent, items: ReadonlyMap<string, Item>, people: readonly Named[], units: readonly string[]): boolean {
  if ('unit' in event) return units.includes(event.unit)
  const id = itemIdOf(event)
  return id === undefined ? people.some((one) => one.id === event.actor.person) : items.has(id)
}

function forms({ say }: SignedRequest, asked: Asked, people: readonly Named[], sought: string): Html {
  return html`<div class="cols"><form class="half" method="get" action="${address('audit')}">
<p><label for="item">${say('audit.item_id')}</label><br><input id="item" name="item" value="${sought}" size="28" maxlength="40" autocomplete="off"></p>
<p><button>${say('audit.by_item')}</button></p>
</form>
<form class="half" method="get" action="${address('audit')}">
<p><label for="month">${say('audit.month')}</label><br><input id="month" name="month" type="month" value="${asked.month}" placeholder="2026-11"></p>
<p><label for="person">${say('audit.person')}</label><br><select id="person" name="person"><option value="">${say('audit.anyone')}</option>${people.map(({ id, name }) => html`<option value="${id}"${id === asked.person ? html` selected` : ''}>${name}</option>`)}</select></p>
<p><button>${say('audit.by_month')}</button></p>
</form></div>`
}

function table(request: SignedRequest, events: readonly AnyEvent[], items: ReadonlyMap<string, Item>): Html {
  const { say, lang } = request
  return html`<div class="scroll" tabindex="0"><table data-events>
<thead><tr><th scope="col">${say('audit.time')}</th><th scope="col">${say('audit.who')}</th><th scope="col">${say('audit.what')}</th><th scope="col">${say('audit.item')}</th></tr></thead>
<tbody>${events.map((event) => html`<tr><td>${clockTime(event.at, lang)}</td><td>${whoText(request, event)}</td><td>${whatText(request, event)}</td><td>${itemLink(request, event, items)}</td></tr>`)}</tbody>
</table></div>`
}

/** Who acted, and for whom. */
function whoText({ say }: SignedRequest, { actor }: AnyEvent): string {
  return 'onBehalfOf' in actor && actor.onBehalfOf ? `${actor.name} · ${say('audit.on_behalf', { name: actor.onBehalfOf.name })}` : actor.name
}

function whatText(request: SignedRequest, event: AnyEvent): string {
  const { say, lang } = request
  if (event.type === 'delegation_changed') return `${say('absence.audit')} · ${say(`absence.stage.${event.stage}`)}${absenceText(request, event)}`
  if (event.type === 'delegation_refused') {
    return `${say('audit.refused', { what: `${say('absence.audit')} · ${say(`absence.command.${event.command.kind}`)}` })} · ${sayDelegationRefusal(event.code, lang).what}`
  }
  if (event.type === 'person_changed') return `${say('audit.people')} · ${say(`admin.do.${event.change.kind}`)} · ${say(`audit.stage.${event.stage}`)}`
  if (event.type === 'people_refused') {
    const change = event.change ? ` · ${say(`admin.do.${event.change.kind}`)}` : ''
    return `${say('audit.refused', { what: `${say('audit.people')}${change} · ${say(`audit.command.${event.command}`)}` })} · ${sayPeopleRefusal(event.code, lang).what}`
  }
  if (event.type === 'lexicon_refused') {
    return `${say('audit.refused', { what: `${say('lexicon.audit')} · ${say(`audit.command.${event.command}`)}` })} · ${say(`lexicon.refused.${event.code}`)}`
  }
  if (event.type === 'lexicon_changed') return `${say('lexicon.audit')} · ${say(`lexicon.stage.${event.stage}`)} · ${event.edition}`
  if (event.type !== 'refused') return say(`done.${event.type}`)
  return `${say('audit.refused', { what: say(`done.${event.command}`) })} · ${sayRefusal(request, event, []).what}`
}

function absenceText({ say }: SignedRequest, { delegation, absence }: DelegationEvent): string {
  if (delegation) return ` · ${say('absence.row', { principal: delegation.principalName, delegate: delegation.delegateName })}`
  return absence ? ` · ${absence.name}` : ''
}

function itemLink(request: SignedRequest, event: AnyEvent, items: ReadonlyMap<string, Item>): Html | undefined {
  const item = items.get(itemIdOf(event) ?? '')
  if (!item) return undefined
  return html`<a href="${address('audit.item', { id: item.id })}${'from' in event ? `#e${event.seq}` : ''}">${titleShown(request, item)}</a>`
}
