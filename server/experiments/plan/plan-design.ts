import { invalidInput } from '../../platform/index.js';
import type { Design, StoreDesign } from '../../statistics/index.js';
import { requireAbove0 } from '../arm-checks.js';
import { type PlanInput, PlanKind } from './plan.input.js';

/** A plan as statistics take it: of units that go to one arm each, or of stores that have both. */
export type Plan =
  | { readonly of: 'UNITS'; readonly design: Design }
  | { readonly of: 'STORES'; readonly design: StoreDesign };

/** @throws {DomainError} INVALID_INPUT, naming the field, if the plan cannot be */
export function planOf(input: PlanInput): Plan {
  const { confidence, alternative, sequentialPlannedUnits, unitsPerDay } = input;
  requireAbove0({ sequentialPlannedUnits, unitsPerDay, standardDeviation: input.standardDeviation });
  const standardDeviation = standardDeviationOf(input);
  if (input.kind === PlanKind.STORES) {
    requireOfStores(input);
    return { of: 'STORES', design: { standardDeviation, confidence, alternative } };
  }
  return {
    of: 'UNITS',
    design: {
      baseline: baselineOf(input),
      standardDeviation,
      shares: sharesOf(input),
      confidence,
      alternative,
      plannedUnits: sequentialPlannedUnits ?? null,
    },
  };
}

function baselineOf({ kind, baseline }: PlanInput): number {
  if (typeof baseline !== 'number')
    throw invalidInput(`\`baseline\` is needed for ${kind}: effects are relative to it`);
  if (baseline === 0) throw invalidInput('`baseline` must not be 0: effects are relative to it');
  if (kind === PlanKind.PROPORTION && !(baseline > 0 && baseline < 1))
    throw invalidInput('`baseline` of a PROPORTION must be between 0 and 1');
  return baseline;
}

function standardDeviationOf(input: PlanInput): number {
  const { kind, standardDeviation } = input;
  if (kind === PlanKind.PROPORTION) {
    const baseline = baselineOf(input);
    return standardDeviation ?? Math.sqrt(baseline * (1 - baseline));
  }
  if (typeof standardDeviation !== 'number')
    throw invalidInput(
      `\`standardDeviation\` is needed for ${kind}: how much one unit, or store, differs from another`,
    );
  return standardDeviation;
}

function requireOfStores({ arms, allocation, sequentialPlannedUnits }: PlanInput): void {
  if (arms !== 2 || allocation)
    throw invalidInput('STORES has two arms, and every store has both: leave out `arms` and `allocation`');
  if (sequentialPlannedUnits)
    throw invalidInput('STORES has no sequential test: leave out `sequentialPlannedUnits`');
}

function sharesOf({ arms, allocation }: PlanInput): number[] {
  if (!allocation) return Array.from({ length: arms }, () => 1 / arms);
  if (allocation.length !== arms)
    throw invalidInput(
      `\`allocation\` has ${allocation.length} shares for ${arms} arms: give one for each arm`,
    );
  if (!allocation.every((share) => share > 0))
    throw invalidInput('Every share of `allocation` must be above 0');
  const total = allocation.reduce((sum, share) => sum + share, 0);
  return allocation.map((share) => share / total);
}
