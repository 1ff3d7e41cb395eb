import type { Attachment } from '../document/content.ts'
import type { Where } from '../extract/types.ts'
import type { FilePlace } from '../record/index.ts'
import type { Finding } from '../screening/types.ts'
import type { Marks } from './document.ts'
import { fieldView, noMarks } from './document.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Key, Say } from './words.ts'

/** The attachments that findings stand in, and where in them. */
export interface Files {
  readonly attachments: readonly Attachment[]
  readonly places: Readonly<Record<string, FilePlace>>
}

/** What a list of attachments shows besides them. */
export interface AttachmentsShown {
  /** where the n-th (from 0) is fetched */
  readonly link?: (at: number) => string
  readonly marks?: Marks
  /** what stands under the n-th */
  readonly inside?: (attachment: Attachment, at: number) => Html | undefined
}

/** The anchor of the n-th attachment (from 0) in a list. */
export function attachmentAnchor(at: number): string {
  return `attachment-${at + 1}`
}

/** Attachments with type, size and digest, each to be fetched where a link is given. */
export function attachmentList(attachments: readonly Attachment[], say: Say, { link, marks = noMarks, inside }: AttachmentsShown = {}): Html {
  if (attachments.length === 0) return html`<p class="quiet">${say('attachments.none')}</p>`
  return html`<ol class="files">${attachments.map((one, at) => html`<li class="target" id="${attachmentAnchor(at)}" data-attachment="${one.sha256}">
<b>${fieldView(`attachments.${at}.name`, one.name, marks)}</b> <span class="quiet">${typeName(one, say)} · ${sizeText(one.size)}</span>
${link ? html` <a href="${link(at)}" download="${one.name}">${say('attachments.download')}<span class="hidden"> ${one.name}</span></a>` : ''}
<div class="quiet small">${say('attachments.bytes')} <code>${one.sha256}</code></div>
${inside?.(one, at) ?? ''}</li>`)}</ol>`
}

/** In which file a finding stands, where in it, and why it was not read; nothing of a finding in the text. */
export function fileNote({ id }: Finding, { attachments, places }: Files, say: Say): Html | undefined {
  const place = places[id]
  const file = place && attachments[place.attachment]
  if (!place || !file) return undefined
  return html`<div class="small"><a href="#${attachmentAnchor(place.attachment)}">${say('attachments.number', { number: place.attachment + 1 })}</a> ${file.name}${placeNote(place, say)}</div>`
}

/** More than these of one file are not listed under it; the report has them all. */
const LISTED = 20

/** What was found in the n-th attachment, for a list of them; nothing where nothing was. */
export function findingsIn(findings: readonly Finding[], places: Files['places'], at: number, say: Say): Html | undefined {
  const own = findings.flatMap((finding) => {
    const place = places[finding.id]
    return place?.attachment === at ? [{ finding, place }] : []
  })
  if (own.length === 0) return undefined
  return html`<p class="small" data-found="${own.length}"><b>${say('attachments.found', { count: own.length })}</b></p>
<ul>${own.slice(0, LISTED).map(({ finding: { kind, level, masked }, place }) => html`<li data-kind="${kind}"><span class="tag ${level}">${say(`level.${level}`)}</span> ${say(`finding.${kind}`)} ${kind === 'unread' ? '' : html`<b>${masked}</b>`}${placeNote(place, say)}</li>`)}</ul>`
}

/** Where in its file, and why it was not read. */
export function placeNote({ where, problem }: FilePlace, say: Say): Html {
  return html`${where ? html` · ${whereText(where, say)}` : ''}${problem ? html` · <b>${say(`unread.${problem}`)}</b>` : ''}`
}

/** A place in a file, as people name it. */
export function whereText({ part, number, name, cell, inside }: Where, say: Say): string {
  const plain = say(`part.${part}`)
  const counted = number !== undefined && name === undefined
  const numbered = !counted ? plain : part === 'page' || part === 'slide' ? say(`part.${part}.number`, { number }) : say('part.numbered', { part: plain, number })
  const place = [numbered, ...(name === undefined ? [] : [`“${name}”`]), ...(cell === undefined ? [] : [cell])].join(' ')
  return inside && inside.length > 0 ? say('part.inside', { place, files: inside.join(' › ') }) : place
}

/** Bytes as people read them. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

function typeName({ mediaType }: Attachment, say: Say): string {
  const key = types[mediaType]
  return key === undefined ? mediaType : say(key)
}

const OPEN_XML = 'application/vnd.openxmlformats-officedocument.'

const types: Readonly<Record<string, Key>> = {
  [`${OPEN_XML}wordprocessingml.document`]: 'media.docx', [`${OPEN_XML}spreadsheetml.sheet`]: 'media.xlsx',
  [`${OPEN_XML}presentationml.presentation`]: 'media.pptx', 'application/msword': 'media.doc', 'application/pdf': 'media.pdf',
  'image/png': 'media.png', 'image/jpeg': 'media.jpg', 'text/csv': 'media.csv', 'text/plain': 'media.text',
}
