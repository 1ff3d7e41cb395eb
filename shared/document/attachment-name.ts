import { limits } from './limits.ts'
import { normalizeText } from './normalize.ts'

/**
 * The name of a file as it is kept and shown: without the folders that old browsers send along, without characters that
 * a file system or a reader would be misled by. Chinese stays as it is.
 *
 * @returns the name, cut to its limit with its ending kept; nothing where no name is left
 */
export function attachmentName(given: string): string | undefined {
  const last = given.split(/[/\\]/u).at(-1) ?? ''
  // Controls, format characters (bidi, zero-width), unassigned and private ones, and those that Windows takes in no name.
  const clean = normalizeText(last.replaceAll(/[\p{C}\u2028\u2029<>:"|?*]/gu, '')).replaceAll(/\s+/gu, ' ').replace(/^[. ]+/u, '').trim()
  const { stem, ending } = parts(clean)
  return stem.trim() === '' ? undefined : fitted(stem, ending)
}

/** The same name, or one with a number, where another attachment has it already; no longer than a name may be. */
export function freeName(name: string, taken: readonly string[]): string {
  const { stem, ending } = parts(name)
  let free = name
  for (let number = 2; taken.includes(free); number += 1) free = fitted(stem, `（${number}）${ending}`)
  return free
}

function parts(name: string): { readonly stem: string, readonly ending: string } {
  const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/u.exec(name) ?? []
  return { stem, ending }
}

/** As much of the stem as leaves room for what follows it, no sign cut in two. */
function fitted(stem: string, end: string): string {
  let kept = ''
  for (const sign of stem) {
    if ((kept + sign + end).length > limits.attachmentName) break
    kept += sign
  }
  return `${kept.trimEnd()}${end}`
}

/** `Content-Disposition` of a file to be saved, RFC 6266 with the name as RFC 8187 writes it. */
export function attachmentDisposition(name: string): string {
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  const ending = /\.[A-Za-z0-9]+$/u.exec(name)?.[0] ?? ''
  return `attachment; filename="file${ending}"; filename*=UTF-8''${encoded}`
}
