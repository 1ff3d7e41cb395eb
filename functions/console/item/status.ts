import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { PageRequest } from '../../../shared/web/request.ts'
import { clockTime, dayText } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import type { Decided } from '../../../shared/workflow/types.ts'
import { reviewAt } from '../../../shared/workflow/separation.ts'
import { dueView, heldView, wishView } from '../../../shared/web/review/due.ts'
import { nextSentence } from '../../../shared/web/review/next.ts'
import { daysWaited } from '../../../shared/web/review/item.ts'
import { portalOrigin } from '../context.ts'
import type { Visit } from '../../../shared/web/review/visit.ts'
import { nameIn } from '../../../shared/web/review/visit.ts'

/** 办理进度: every step with who took it and when, where the item stands, who is next. */
export function statusView(request: PageRequest, { item, people }: Visit): Html {
  const { say, lang } = request
  const names = list(lang, item.contributors.map((person) => nameIn(people, person)))
  const open = item.round !== 'none'
  return html`<section class="panel" id="status"><h2>${say('status.title')}</h2>
<p><span class="tag">${say(`kind.${item.kind}`)}</span><span class="tag${item.presence === 'live' ? ' good' : item.presence === 'taken_down' ? ' block' : ''}">${say(`presence.${item.presence}`)}</span>${item.urgent ? html`<span class="tag urgent">${say('row.urgent')}</span>` : ''}</p>
${open ? html`<ol class="steps">
<li class="${item.round === 'drafting' ? 'now' : 'done'}"><span class="name">${say('round.drafting')}</span>${names === '' ? '' : say('status.wrote', { names })}</li>
${item.reviews.map((review) => {
    const decided = item.decisions.find((one) => one.review === review)
    const here = reviewAt(item) === review
    return html`<li class="${decided ? 'done' : here ? 'now' : 'later'}"><span class="name">${say(`round.${review}`)}</span>${decided ? whoDecided(request, decided, people) : here ? waiting(request, item.enteredAt) : say('status.later')}</li>`
  })}
<li class="${item.round === 'approved' ? 'now' : 'later'}"><span class="name">${say('status.publish')}</span>${publication(request, { item })}</li>
</ol>` : ''}
${open ? html`<p><b>${nextSentence(request, item, people)}</b></p>` : ''}
${dueView(request, item) ?? ''}${heldView(request, item)}${wishView(request, item)}
${item.withheld ? html`<p class="notice warn">${say('withheld.on', { ground: say(`withholding.${item.withheld.ground}`), date: dayText(item.withheld.nextLook, lang) })}</p>` : ''}
${presence(request, { item, people })}
</section>`
}

function whoDecided({ say, lang }: PageRequest, { person, onBehalfOf, at }: Decided, people: Visit['people']): string {
  const behalf = onBehalfOf === undefined ? '' : ` · ${say('status.behalf', { name: nameIn(people, onBehalfOf) })}`
  return say('status.by', { name: nameIn(people, person), time: clockTime(at, lang) }) + behalf
}

function waiting({ say }: PageRequest, since: string): string {
  const days = daysWaited(since)
  return days === undefined || days === 0 ? say('status.now.today') : say('status.now', { days })
}

function publication({ say, lang }: PageRequest, { item }: Pick<Visit, 'item'>): string {
  if (item.round !== 'approved') return say('status.later')
  if (item.takeDown && item.takeDown.confirmedBy === undefined) return say('status.release.held', { reason: say('presence.taken_down') })
  return item.releaseAt === undefined ? say('status.publishing') : say('status.release', { time: clockTime(item.releaseAt, lang) })
}

/** What the public sees, and what is pending about it. */
function presence({ say, lang }: PageRequest, { item, people }: Pick<Visit, 'item' | 'people'>): Html {
  const { published, takeDown, banner, seal } = item
  return html`${published ? html`<p>${say(item.presence === 'live' ? 'status.published' : item.presence === 'withdrawn' ? 'status.withdrawn' : 'status.was_published', { version: published.version, time: clockTime(published.at, lang) })}<br>
${say('field.indexNumber')} ${published.indexNumber}<br>
<a href="${portalOrigin}/items/${item.id}.html" data-public>${say('facts.public')}</a></p>` : ''}
${item.portalPending ? html`<p class="quiet">${say('status.delivering')}</p>` : ''}
${takeDown ? html`<p class="notice stop">${takeDown.confirmedBy === undefined
    ? say('takedown.pending', { name: nameIn(people, takeDown.by), time: clockTime(takeDown.at, lang), reason: say(`removal.${takeDown.reason}`), until: clockTime(takeDown.until, lang) })
    : say('takedown.confirmed', { reason: say(`removal.${takeDown.reason}`) })}</p>` : ''}
${banner ? html`<p class="notice warn">${banner.confirmedBy === undefined ? say('banner.pending', { name: nameIn(people, banner.by) }) : say('banner.on')}</p>` : ''}
${seal ? html`<p class="notice">${say('seal.on', { versions: list(lang, seal.versions.map(String)) })}
${seal.openUntil === undefined ? seal.askedBy === undefined ? '' : say('seal.asked', { name: nameIn(people, seal.askedBy) }) : say('seal.open', { until: clockTime(seal.openUntil, lang) })}</p>` : ''}`
}
