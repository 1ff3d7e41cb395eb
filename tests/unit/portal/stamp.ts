/** A page without the versions of what it was made from: two of the same words are then the same. */
export function unstamped(text: string): string {
  return text.replaceAll(/<meta name="generator" [^>]*>\n|<generator [^>]*>sanshen<\/generator>\n|<!-- (?:head|page) \d+ -->\n/g, '')
}
