import { proofLabels } from './words/labels.ts'

/** A finding's basis as people read it: laws, standards and sources; and how the rule knew. */
export interface Basis {
  readonly sources: readonly string[]
  readonly proofs: readonly (keyof typeof proofLabels)[]
}

/** Codes of a proof are ASCII and in lower case; no law or standard is. */
const CODE = /^[a-z]+(?:[_: ][a-z]+)*$/u

/** Takes a basis apart; a code that has no words is nothing for people. */
export function readBasis(basis: string): Basis {
  const parts = basis.split(';').map((part) => part.trim()).filter((part) => part !== '')
  return {
    sources: parts.filter((part) => !CODE.test(part)),
    proofs: parts.map((part) => `proof.${part}`).filter(isProof),
  }
}

function isProof(key: string): key is keyof typeof proofLabels {
  return Object.hasOwn(proofLabels, key)
}
