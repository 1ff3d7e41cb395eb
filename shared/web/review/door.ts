import type { Record } from '../../record/index.ts'
import type { Digest, Item } from '../../workflow/types.ts'
import type { Problem } from '../fields.ts'
import type { Html } from '../html.ts'
import type { PageRequest } from '../request.ts'
import type { PageCommand } from '../words/commands.ts'

/** The door by which somebody has come to decide: what it reads and stores with, where its forms go, what they carry. */
export interface Door {
  readonly record: Record
  /** where the form of a command is sent; nowhere else than where its page is, if there is none */
  readonly action: (item: Item, command: PageCommand) => string | undefined
  /** hidden fields by which a form is known again as one of this door and person */
  readonly proof: (request: PageRequest, command: PageCommand) => Html
  /** what else a form carries that sends the command: its id, so that sending it twice is sending it once */
  readonly once?: (request: PageRequest) => Html
  /** what the times on its forms are stamped with: no browser has it; none where somebody came before there were such keys */
  readonly stampKey?: (request: PageRequest) => string | undefined
  /** what stands under the page's heading: whom it is for */
  readonly lead?: (request: PageRequest) => Html
  /** the way back to the item; none where the person has come no further than to this page */
  readonly back?: (item: Item) => string
  /** where an attachment of a revision is fetched */
  readonly file?: (item: Item, revision: Digest) => (at: number) => string
  /** what is asked once more right before the press that confirms */
  readonly recheck?: (request: PageRequest, problems: readonly Problem[]) => Html
}

/** As much of a door as its forms need. */
export type FormDoor = Omit<Door, 'record'>
