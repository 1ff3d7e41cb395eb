import { fill } from '../../../shared/web/words/fill.ts'
import { liveWords } from '../../../shared/web/words/live.ts'
import type { Answer, Ask, ScreenedField, Shown } from './messages.ts'
import { FIELDS } from './messages.ts'
import { panel } from './panel.ts'

/* The findings beside the text while somebody types. Without script, or where the worker does not start, the page is as it was. */

const PAUSE_MS = 400

type Field = HTMLInputElement | HTMLTextAreaElement

function start(live: HTMLElement, form: HTMLFormElement): void {
  const language = document.documentElement.lang.startsWith('zh') ? 0 : 1
  const show = panel(live, (key, given) => fill(liveWords[key][language], given), go)
  const worker = new Worker(live.dataset['screener'] ?? '')
  let asked = 0
  let answered = 0
  let timer = 0

  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    answered = data.id
    // What was found in a text that has changed since may stand elsewhere now.
    if (answered === asked && timer === 0) show(data.findings)
  })
  worker.addEventListener('error', () => {
    worker.terminate()
    live.hidden = true
  })
  form.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) soon(PAUSE_MS)
  })
  soon(0)

  function soon(wait: number): void {
    clearTimeout(timer)
    timer = window.setTimeout(ask, wait)
  }

  function ask(): void {
    // One text at a time: a slow machine must not fall behind its own questions.
    if (answered !== asked) return soon(PAUSE_MS)
    timer = 0
    const message: Ask = {
      id: asked += 1, lexicon: live.dataset['lexicon'] ?? '', today: live.dataset['today'] ?? '', text: field('text')?.value ?? '', fields: values(),
    }
    worker.postMessage(message)
  }

  function values(): Ask['fields'] {
    const texts: Partial<Record<ScreenedField, string>> = {}
    for (const name of FIELDS) texts[name] = field(name)?.value ?? ''
    return texts
  }

  function field(name: Shown['field']): Field | undefined {
    const found = form.elements.namedItem(name)
    return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found : undefined
  }

  function go({ field: name, start: from, end }: Shown): void {
    const target = field(name)
    if (!target) return
    target.closest('details')?.setAttribute('open', '')
    // A browser scrolls a text area to what is selected when it gets the focus, not before.
    target.blur()
    target.setSelectionRange(from, end)
    target.focus()
  }
}

const live = document.getElementById('live')
const form = live?.closest('form')
if (live && form && 'Worker' in globalThis) start(live, form)
