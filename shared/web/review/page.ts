import { contentView, marksOf } from '../document.ts'
import type { Said } from '../errors.ts'
import type { Problem } from '../fields.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { problemSummary } from '../inputs.ts'
import type { Reply, PageRequest } from '../request.ts'
import { list } from '../words.ts'
import type { PageCommand } from '../words/commands.ts'
import { standingDispositions } from '../../record/dispositions.ts'
import { isSealed } from '../../workflow/seal.ts'
import { isReview } from '../../workflow/states.ts'
import { buttonText, commandForm } from './form.ts'
import { SPECS } from './specs.ts'
import { waited } from './item.ts'
import { behalfNotice } from './behalf.ts'
import { attachmentsView } from './attachments.ts'
import { changesView } from './changes.ts'
import { dueView, heldView, wishView } from './due.ts'
import { factsView } from './facts.ts'
import { sayRefusal } from '../refused.ts'
import { othersFor } from './others.ts'
import type { Door } from './door.ts'
import type { Visit } from './visit.ts'
import { nameIn } from './visit.ts'
import { opinionsView } from './opinions.ts'
import type { DecisionOption } from './options.ts'
import { decisionsOn } from './options.ts'
import { reportFields, reportHead, reportPanel } from './report.ts'

/** What a decision's form came back with. */
export interface Again {
  readonly command: PageCommand
  readonly problems: readonly Problem[]
  readonly refused?: Said
}

/** The page on which a reviewer decides: content, differences, opinions, the report beside it, one decision that stands out. */
export async function decisionPage(request: PageRequest, seen: Visit, door: Door, again?: Again): Promise<Reply> {
  const { say, lang } = request
  const { item, people } = seen
  const { record } = door
  const [content, trail, report] = await Promise.all([
    record.content(item.revision), record.trail(item.id), item.report ? record.report(item.report.digest) : undefined,
  ])
  const title = isReview(item.round) || item.round === 'referred' ? say(`decide.title.${item.round}`) : say('status.title')
  const problems = again?.problems ?? []
  const labels = (field: string): string => {
    const rule = again && SPECS[again.command].rules[field]
    return rule ? say(rule.label) : field
  }
  const status = again?.refused?.status ?? (problems.length > 0 ? 422 : 200)
  const options = decisionsOn(seen)
  const fields = report && item.round === 'screening' ? html`<h3>${say('report.title')}</h3>${reportHead(request, report)}
${report.counts.block + report.counts.warn > 0 ? html`<p>${say('report.dispose')}</p>` : ''}${reportFields(request, seen, report, { problems, attachments: content.attachments })}` : undefined
  return {
    kind: 'page', title: `${title} · ${item.title}`, status, wrong: status !== 200,
    main: html`${door.back ? html`<p class="crumb"><a href="${door.back(item)}">${say('back.item')}</a></p>` : ''}
${again?.refused ? html`<div class="problems" role="alert"><h2>${again.refused.what}</h2><p>${again.refused.remedy}</p></div>` : ''}
${problemSummary(problems, labels, say)}
<h1>${title}</h1>
${door.lead?.(request) ?? ''}
${behalfNotice(request, seen) ?? ''}
<p class="lead">${say('decide.lead', { names: list(lang, item.contributors.map((person) => nameIn(people, person))), waited: waited(request, item) })}${item.urgent ? html` <span class="tag urgent">${say('row.urgent')}</span>` : ''}</p>
${dueView(request, item) ?? ''}${heldView(request, item)}${wishView(request, item)}
<div class="cols"><div class="text">
${await changesView(request, { item, person: seen.actor.person, trail }, content, (digest) => isSealed(item, digest, trail, seen.facts.now) ? undefined : record.content(digest))}
${contentView(content, marksOf(report?.findings ?? []))}
${attachmentsView(request, content, { marks: marksOf(report?.findings ?? []), ...(door.file && { link: door.file(item, item.revision) }) }) ?? ''}
${factsView(request, item, content, marksOf(report?.findings ?? []))}
</div><div class="side">
${report && item.round !== 'screening' ? reportPanel(request, report, { attachments: content.attachments, dispositions: await standingDispositions(record, item) }) : ''}
${!report && item.round !== 'first_review' ? html`<p class="notice warn">${say('report.waiting')}</p>` : ''}
${opinionsView(request, trail, people) ?? ''}
${decisionForms(request, seen, door, { options, again, fields })}
</div></div>`,
  }
}

/** The decision that goes on stands open; the others are one press away. */
function decisionForms(
  request: PageRequest, seen: Visit, door: Door,
  { options, again, fields }: { readonly options: readonly DecisionOption[], readonly again: Again | undefined, readonly fields: Html | undefined },
): Html {
  const { say } = request
  const { item } = seen
  const form = (name: PageCommand): Html => commandForm(request, item, name, door, {
    problems: again?.command === name ? again.problems : [], ...(name === 'pass' && fields && { inside: fields }),
  })
  const absent = options.flatMap(({ name, refused }) => refused ? [html`<p class="absent">${say('decide.absent', {
    act: buttonText(say, name, item), why: sayRefusal(request, refused, othersFor(name, refused.code, seen)).what,
  })}</p>`] : [])
  const main = options.find(({ name, refused }) => !refused && (name === 'pass' || name === 'approve' || name === 'resume'))
  const rest = options.filter((option) => option !== main && !option.refused)
  return html`<section class="panel"><h2>${say('decide.yours')}</h2>
${absent}
${main ? form(main.name) : fields ?? ''}
</section>
${rest.length === 0 ? '' : html`<section class="panel"><h2>${say('decide.others')}</h2>
${rest.map(({ name }) => html`<details${again?.command === name ? html` open` : ''}><summary>${buttonText(say, name, item)}</summary>${form(name)}</details>`)}</section>`}`
}
