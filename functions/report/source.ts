/**
 * The network that an address belongs to, as far as it counts as one sender: an IPv4 address by itself, of IPv6 the first
 * 64 bits, for a household has all the rest.
 */
export function sourceOf(address: string): string {
  const [, inside] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address) ?? []
  if (inside !== undefined) return inside
  if (!address.includes(':')) return address
  const [front = [], back = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const absent = address.includes('::') ? Math.max(0, 8 - front.length - back.length) : 0
  const groups = [...front, ...Array.from({ length: absent }, () => '0'), ...back]
  return groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
