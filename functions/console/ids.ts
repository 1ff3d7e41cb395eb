/** Whether a text is a ULID, as the ids of items and commands are. */
export function isUlid(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/u.test(text)
}
