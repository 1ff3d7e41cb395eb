import type { DelegationEvent } from '../identity/index.ts'
import { WHOLE_BODY } from '../tasks/types.ts'
import type { Draft, NoticeKind } from './types.ts'

/** What somebody hears at once because it is about what others could do in their name. */
const KINDS: readonly NoticeKind[] = ['codes_changed', 'codes_dropped', 'phone_trusted', 'delegation']

export function isSecurity(kind: NoticeKind): boolean {
  return KINDS.includes(kind)
}

interface Owner { readonly id: string, readonly grants: readonly { readonly unit: string }[] }

/** Tells somebody of their own codes or phones. @param mark the same for the same change: it is told once */
export function ofAccess(kind: 'codes_changed' | 'codes_dropped' | 'phone_trusted', { id, grants }: Owner, mark: string): Draft {
  return { kind, channel: 'mail', unit: grants[0]?.unit ?? WHOLE_BODY, person: id, mark }
}

/** Tells whoever is away and whoever stands in of each step, whoever took it: it may not have been themselves. */
export function ofDelegation({ unit, seq, stage, delegation, absence }: DelegationEvent): Draft[] {
  const about = { kind: 'delegation', channel: 'mail', unit, stage, mark: `${unit}#${seq}` } as const
  if (delegation) {
    const { principal, principalName, delegate, delegateName, from, until } = delegation
    return [principal, delegate].map((person) => ({ ...about, person, names: [principalName, delegateName], days: [from, until] }))
  }
  return absence ? [{ ...about, person: absence.person, names: [absence.name], days: [absence.from, absence.until] }] : []
}
