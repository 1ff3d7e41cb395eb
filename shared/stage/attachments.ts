import type { Attachment } from '../document/content.ts'
import type { Problem, ProblemCode } from '../extract/types.ts'
import type { FilePlace, Record as Records, StoredTexts } from '../record/index.ts'
import type { Finding, Lexicon, Report } from '../screening/index.ts'
import { RULES_EDITION, screenTexts } from '../screening/index.ts'
import { findingId } from '../screening/finding.ts'

/** What was found in the attachments of a revision, and where in which file. */
export interface FileFindings {
  readonly findings: readonly Finding[]
  readonly places: Readonly<Record<string, FilePlace>>
}

/** More findings of one file than anybody can dispose of one by one: beyond them, the file as a whole is one. */
const MOST = 300

/** The field of everything that is found in the n-th attachment. */
export function fileField(at: number): string {
  return `attachments.${at}`
}

/**
 * Screens what was read in the attachments. Whatever could not be read is a finding that forbids publication until a
 * person has looked: there is no silence about a file.
 *
 * @param today YYYY-MM-DD
 * @param late whether those that nobody has read yet are no longer waited for
 * @returns nothing where an attachment is still being read
 * @throws what the record throws
 */
export async function screenAttachments(
  record: Pick<Records, 'texts'>, attachments: readonly Attachment[], lexicon: Lexicon, today: string, late: boolean,
): Promise<FileFindings | undefined> {
  const findings: Finding[] = []
  const places: Record<string, FilePlace> = {}
  // One after the other: each may hold millions of characters.
  for (const at of attachments.keys()) {
    const found = await screenAttachment(record, attachments, at, lexicon, today, late)
    if (!found) return undefined
    findings.push(...found.findings)
    Object.assign(places, found.places)
  }
  return { findings, places }
}

/** The same for the n-th of them alone. @returns nothing where it is still being read */
export async function screenAttachment(
  record: Pick<Records, 'texts'>, attachments: readonly Attachment[], at: number, lexicon: Lexicon, today: string, late: boolean,
): Promise<FileFindings | undefined> {
  const file = attachments[at]
  const read = file && (await record.texts(file.sha256) ?? (late ? UNREAD : undefined))
  if (!file || !read) return undefined
  const found = inFile(at, file.name, read, lexicon, today)
  return { findings: found.map(({ finding }) => finding), places: Object.fromEntries(found.map(({ finding, place }) => [finding.id, place])) }
}

/** A report with what was found in the attachments, which stands before the body as all fields do. */
export function withFiles(report: Report, { findings, places }: FileFindings): Report & { readonly places?: FileFindings['places'] } {
  if (findings.length === 0) return report
  const counts = { ...report.counts }
  for (const { level } of findings) counts[level] += 1
  return { ...report, findings: [...findings, ...report.findings], counts, places }
}

interface Placed { readonly finding: Finding, readonly place: FilePlace }

const UNREAD: StoredTexts = { v: 1, texts: [], problems: [{ code: 'unread', detail: 'not read in time' }] }

function inFile(attachment: number, name: string, { texts: read, problems }: StoredTexts, lexicon: Lexicon, today: string): Placed[] {
  const field = fileField(attachment)
  const texts = renumbered(read)
  const where = new Map(texts.map((text) => [keyOf(text.place), text.where]))
  const own = texts.map((text) => ({ ...text, place: { ...text.place, field } }))
  const found = screenTexts(own, lexicon, { today }).findings.map((finding): Placed => {
    const stands = where.get(keyOf(finding.span))
    return { finding, place: { attachment, ...(stands && { where: stands }) } }
  })
  const unread = distinct(problems).map((problem, at) => problemFinding(attachment, name, problem, at))
  if (found.length + unread.length <= MOST) return [...unread, ...found]
  // The worst first; of the others it is said that there are more.
  const kept = [...unread, ...found.toSorted((one, other) => rank(one.finding) - rank(other.finding))].slice(0, MOST)
  return [problemFinding(attachment, name, { code: 'too_many_findings', detail: '' }, problems.length), ...kept]
}

/** Readers count paragraphs and tables anew in each embedded file; here each gets a number of its own, so that no two findings are one. */
function renumbered(texts: StoredTexts['texts']): StoredTexts['texts'] {
  const numbers = new Map<string, number>()
  return texts.map((text) => {
    const key = JSON.stringify([text.place.field, text.place.block, text.where.inside])
    const block = numbers.get(key) ?? numbers.size
    numbers.set(key, block)
    return { ...text, place: { ...text.place, block } }
  })
}

/** A reader may meet the same trouble at one place several times: one look answers all of them. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.code, problem.where]), problem])).values()]
}

function problemFinding(
  attachment: number, name: string, { code, where }: Omit<Problem, 'code'> & { readonly code: ProblemCode | 'too_many_findings' }, at: number,
): Placed {
  const rule = `attachment.${code}`
  // Each problem has a place of its own in the file's field, so that each can be told and disposed of.
  const span = { field: fileField(attachment), block: at, start: 0, end: 0 }
  return {
    finding: { id: findingId(rule, span), kind: 'unread', level: 'block', span, rule, edition: RULES_EDITION, basis: `reader:${code}`, masked: name },
    place: { attachment, problem: code, ...(where && { where }) },
  }
}

function keyOf({ block, item, row, column }: Finding['span'] | StoredTexts['texts'][number]['place']): string {
  return [block, item, row, column].join('.')
}

function rank({ level }: Finding): number {
  return level === 'block' ? 0 : level === 'warn' ? 1 : 2
}
