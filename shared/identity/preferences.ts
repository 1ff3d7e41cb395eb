import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import type { Tables } from '../record/tables.ts'
import { toWireRow } from '../record/wire.ts'

/** How a person wants to hear of things: the language of mails, and whether one by one or once a day. */
export interface Preferences {
  readonly lang: 'zh' | 'en'
  readonly mails: 'single' | 'digest'
}

const USUAL: Preferences = { lang: 'zh', mails: 'single' }

/** What a person has chosen, or what is usual. */
export async function readPreferences(tables: Tables, person: string): Promise<Preferences> {
  const row = await tables.row('access', key(person))
  return { lang: row?.['lang'] === 'en' ? 'en' : USUAL.lang, mails: row?.['mails'] === 'digest' ? 'digest' : USUAL.mails }
}

/** Keeps what a person has chosen. It is theirs alone to say, so it is no event. */
export async function writePreferences(tables: Tables, person: string, preferences: Preferences): Promise<void> {
  const { lang, mails } = preferences
  await tables.client.send(new PutItemCommand({ TableName: tables.name('access'), Item: toWireRow({ ...key(person), lang, mails }) }))
}

function key(person: string) {
  return { pk: `preferences#${person}`, sk: 'preferences' }
}
