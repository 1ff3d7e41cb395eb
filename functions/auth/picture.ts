import { encode } from 'uqr'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'

/** A text as a QR code, drawn: nothing is loaded, and it prints. */
export function picture(text: string, label: string): Html {
  const { data, size } = encode(text, { border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => dark ? [`M${x} ${y}h1v1h-1z`] : [])).join('')
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" width="${size * 5}" height="${size * 5}" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
}
