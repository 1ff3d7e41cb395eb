/** Tags without attributes that stand in a text as they were typed or pasted; one with attributes may hold something to find. */
const BARE_TAG = /<\/?(?:a|b|big|br|center|div|em|font|h[1-6]|i|ins|li|mark|o:p|p|s|small|span|strike|strong|sub|sup|td|th|tr|tt|u|ul|wbr)\s?\/?>/giu
const FLAG_LETTER = /[\u{1F1E6}-\u{1F1FF}]/gu
/** single letters or digits between the characters of a term: 代1开2发3票 */
const FILLED = /[\u4E00-\u9FFF](?:[0-9A-Za-z０-９Ａ-Ｚａ-ｚ][\u4E00-\u9FFF]){2,}/gu
const FILLER = /[^\u4E00-\u9FFF]/gu
const FLAG_A = 0x1f1e6
const LETTER_A = 0x61
/** skipped wherever a text is read */
const UNSEEN = '\u200B'

/** A text without bare tags, every other unit at its place. */
export function withoutTags(text: string): string {
  return text.includes('<') ? text.replaceAll(BARE_TAG, (tag) => UNSEEN.repeat(tag.length)) : text
}

/**
 * A text with the letters that flags are made of as letters, every other unit at its place: two of them between Han
 * are a flag and skipped, several may spell a word.
 */
export function withFlagsSpelled(text: string): string {
  return text.includes('\uD83C') ? text.replaceAll(FLAG_LETTER, (flag) =>
    String.fromCharCode(LETTER_A + (flag.codePointAt(0) ?? 0) - FLAG_A) + UNSEEN) : text
}

/** A text without the letters or digits that stand one by one between Han, every other unit at its place. */
export function withoutFillers(text: string): string {
  return text.replaceAll(FILLED, (filled) => filled.replaceAll(FILLER, UNSEEN))
}
