import type { FirstAdministrator } from '../shared/names.ts'
import type { Settings } from './settings.ts'

/**
 * The people whom a deployment begins with.
 *
 * @throws Error unless they are two at least, each whole and by a sign-in of their own: one alone could enter nobody else
 */
export function firstAdministrators({ administrators }: Pick<Settings, 'administrators'>): readonly FirstAdministrator[] {
  const whole = administrators.filter(({ name, email, subject }) => [name, email, subject].every((text) => text.trim() !== ''))
  const subjects = new Set(whole.map(({ subject }) => subject))
  if (whole.length < administrators.length || subjects.size < Math.max(2, administrators.length)) {
    throw new Error('settings.administrators must name two people, each with name, email and a subject of their own')
  }
  return administrators
}
