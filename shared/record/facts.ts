import { isStateMark } from '../screening/secrecy.ts'
import type { CommandName } from '../workflow/commands.ts'
import type { Facts, FindingFact, Instant, Item } from '../workflow/types.ts'
import type { ContentStore, StoredReport } from './content-store.ts'
import { candidatesOf } from './people.ts'
import { readActive } from './registers.ts'
import type { Tables } from './tables.ts'

/**
 * Loads what the rule has to know besides the item.
 *
 * @param unit of the item
 */
export async function loadFacts(
  tables: Tables, contents: ContentStore, item: Item | undefined,
  { unit, command, commandId, now }: { unit: string, command: CommandName, commandId: string, now: Instant },
): Promise<Facts> {
  const [people, { edition: activeEdition }, report] = await Promise.all([
    candidatesOf(tables, unit, now),
    readActive(tables),
    item?.report && asksFindings(item, command) ? contents.report(item.report.digest) : undefined,
  ])
  return { now, people, activeEdition, commandId, ...(report && { findings: findingFacts(report) }) }
}

// The rule looks at single findings where each has to be disposed of, and where one is ruled on.
function asksFindings({ round }: Item, command: CommandName): boolean {
  return command === 'resume' || (command === 'pass' && round === 'screening')
}

/** What the rule knows of a report's findings. */
export function findingFacts(report: StoredReport): FindingFact[] {
  return report.findings.map((finding) => ({
    id: finding.id, level: finding.level, stateMark: isStateMark(finding),
  }))
}
