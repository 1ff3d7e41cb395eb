/** A file that came with a form. */
export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What a form brought, as it came: nothing is trimmed or dropped, so that it can be shown again. */
export interface Form {
  readonly texts: ReadonlyMap<string, readonly string[]>
  readonly uploads: ReadonlyMap<string, readonly Upload[]>
}

export const emptyForm: Form = { texts: new Map(), uploads: new Map() }

const accepted = ['application/x-www-form-urlencoded', 'multipart/form-data']

/** Why a body is no form. */
export class FormError extends Error {
  readonly code: 'bad_form' | 'unsupported_media'
  constructor(code: FormError['code']) {
    super(code)
    this.code = code
  }
}

/**
 * Reads a posted form.
 * @param contentType header of the request
 * @throws FormError where it is no form, or is broken
 */
export async function readForm(bytes: Uint8Array<ArrayBuffer>, contentType: string | undefined): Promise<Form> {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!accepted.includes(type)) throw new FormError('unsupported_media')
  const data = await new Response(bytes, { headers: { 'content-type': contentType ?? '' } }).formData().catch(() => {
    throw new FormError('bad_form')
  })
  const texts = new Map<string, string[]>()
  const uploads = new Map<string, Upload[]>()
  for (const [name, value] of data) {
    if (typeof value === 'string') texts.set(name, [...texts.get(name) ?? [], value.replaceAll(/\r\n?/gu, '\n')])
    // A file field that was left empty arrives as a file without name and bytes.
    else if (value.name !== '' || value.size > 0) {
      uploads.set(name, [...uploads.get(name) ?? [], { name: value.name, bytes: await value.bytes() }])
    }
  }
  return { texts, uploads }
}

/** The first value of a field, or ''. For showing what was typed; what is to be used goes through `check`. */
export function typed(form: Form, name: string): string {
  return form.texts.get(name)?.[0] ?? ''
}

/**
 * The text of an uploaded .txt as Windows and WPS write it: UTF-8 or UTF-16 by their marks, UTF-8 where it is valid, else
 * GB 18030.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
