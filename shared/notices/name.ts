import type { StoredReport } from '../record/index.ts'
import { isTitleSealed } from '../workflow/seal.ts'
import type { Digest, Instant, Item } from '../workflow/types.ts'

/** Letters of a title at most: a subject has to stay readable. */
const LONGEST = 80

/**
 * The title of an item as it may stand in a mail: whatever was found in it is covered. Nothing where the title may not
 * be shown at all: a finding forbids publication (a public page may hold one, too), nobody has screened it yet, or it went
 * with what was removed.
 *
 * @param report that of the item's revision, where there is one
 */
export function shownTitle(item: Item, report: StoredReport | undefined, now: Instant): string | undefined {
  if (isTitleSealed(item, now) || item.presence === 'taken_down' || item.presence === 'withdrawn') return undefined
  if (!forbidsNothing(report, item.revision)) return undefined
  return oneLine(covered(item.title, report))
}

/** Whether a report is of this revision and nothing in it forbids publication: what it is about may be shown then to whoever nobody has vouched for. */
export function forbidsNothing<R extends Pick<StoredReport, 'revision' | 'counts'>>(report: R | undefined, revision: Digest): report is R {
  return report?.revision === revision && report.counts.block === 0
}

/** As many figures as a mobile number has, whatever stands between them: numbers that run into each other are no finding. */
const LONG_NUMBER = /(?:\p{Nd}[\p{Cc}\p{Cf}\s-]*){11,}/gu

/** The title with a sign for each letter that belongs to a finding or to a long number. */
function covered(title: string, { findings }: Pick<StoredReport, 'findings'>): string {
  const hidden = new Set<number>()
  for (const { span, more = [] } of findings) {
    for (const one of [span, ...more]) {
      if (one.field !== 'title') continue
      for (let at = one.start; at < one.end; at += 1) hidden.add(at)
    }
  }
  for (const { index, 0: number } of title.matchAll(LONG_NUMBER)) {
    for (let at = index; at < index + number.length; at += 1) hidden.add(at)
  }
  let text = ''
  let at = 0
  for (const sign of title) {
    const isHidden = Array.from({ length: sign.length }, (_, unit) => at + unit).some((unit) => hidden.has(unit))
    text += isHidden ? '＊' : sign
    at += sign.length
  }
  return text
}

/** Signs that steer, line breaks among them; not the joiner inside a picture that is put together of several. */
const STEERING = /(?!(?<=\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]*)\u{200D}\p{Extended_Pictographic})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A text on one line, without signs that steer, and not too long. */
export function oneLine(text: string, longest = LONGEST): string {
  const flat = text.replaceAll(STEERING, ' ').replaceAll(/\s+/gu, ' ').trim()
  const signs = Array.from(flat)
  return signs.length > longest ? `${signs.slice(0, longest - 1).join('').replace(/\u{200D}$/u, '')}…` : flat
}
