import type { EntityManager } from 'typeorm';
import { invalidInput } from '../../platform/index.js';
import type { ListScenario } from './list-scenario.type.js';
import type { Estimand, Scenario, Workspace } from './workspace.entity.js';

export interface WorkspaceSettings {
  readonly name?: string | null;
  /** IANA. */
  readonly timeZone?: string | null;
  readonly headlineEstimand?: Estimand | null;
  readonly minimumTraffic?: number | null;
  /** Replaces the whole list. */
  readonly listScenarios?: readonly ListScenario[] | null;
}

/** The columns that were given, checked; nothing for those that were not. */
export async function toColumns(
  manager: EntityManager,
  { name, timeZone, headlineEstimand, minimumTraffic, listScenarios }: WorkspaceSettings,
): Promise<Partial<Workspace>> {
  if (timeZone != null) await checkTimeZone(manager, timeZone);
  return {
    ...(name != null && { name: name.trim() }),
    ...(timeZone != null && { timeZone }),
    ...(headlineEstimand != null && { headlineEstimand, hasFormerHeadline: false }),
    ...(minimumTraffic != null && { minimumTraffic }),
    ...(listScenarios != null && { listScenarios: scenarioByList(listScenarios) }),
  };
}

function scenarioByList(listScenarios: readonly ListScenario[]): Record<string, Scenario> {
  const byList = Object.fromEntries(listScenarios.map(({ listId, scenario }) => [listId, scenario]));
  if (Object.keys(byList).length < listScenarios.length)
    throw invalidInput('A list may have one scenario only: name each listId once');
  return byList;
}

/** Both know it: the database, which cuts the days, and JavaScript, which shows them. */
async function checkTimeZone(manager: EntityManager, timeZone: string): Promise<void> {
  const [known] = await manager.query('SELECT 1 FROM pg_timezone_names WHERE name = $1', [timeZone]);
  if (!known || !isTimeZoneOfIntl(timeZone))
    throw invalidInput(`"${timeZone}" is not an IANA time zone such as Europe/Paris or UTC`);
}

function isTimeZoneOfIntl(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== null;
  } catch {
    return false;
  }
}

/** @throws {DomainError} INVALID_INPUT for a name without a letter or a digit of ASCII */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (slug === '') throw invalidInput(`Give a slug: none can be made from the name "${name}"`);
  return slug;
}
