/* A button that copies a text. Without script the text is there to be selected. */

for (const text of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-copy]')) offer(text)

function offer(text: HTMLTextAreaElement): void {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = text.dataset['copy'] ?? ''
  const said = document.createElement('span')
  said.setAttribute('role', 'status')
  said.className = 'quiet'
  const line = document.createElement('p')
  line.className = 'buttons'
  line.append(button, said)
  text.after(line)
  button.addEventListener('click', () => {
    void copied(text).then((done) => {
      said.textContent = done ? text.dataset['copied'] ?? '' : ''
    })
  })
}

async function copied(text: HTMLTextAreaElement): Promise<boolean> {
  text.select()
  try {
    await navigator.clipboard.writeText(text.value)
    return true
  } catch {
    // Pages that came unencrypted, and programs that show pages inside, know the old way only.
    return document.execCommand('copy')
  }
}
