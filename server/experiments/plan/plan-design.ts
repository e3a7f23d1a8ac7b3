import { invalidInput } from '../../platform/index.js';
import type { Design, StoreDesign } from '../../statistics/index.js';
import { type PlanInput, PlanKind } from './plan.input.js';

/** A plan as statistics take it: of units that go to one arm each, or of stores that have both. */
export type Plan =
  | { readonly of: 'UNITS'; readonly design: Design }
  | { readonly of: 'STORES'; readonly design: StoreDesign };

/** @throws {DomainError} INVALID_INPUT, naming the field, if the plan cannot be */
export function planOf(input: PlanInput): Plan {
  requireAbove0('sequentialPlannedUnits', input.sequentialPlannedUnits);
  requireAbove0('unitsPerDay', input.unitsPerDay);
  const { confidence, alternative } = input;
  const standardDeviation = standardDeviationOf(input);
  if (input.kind === PlanKind.STORES) {
    requireOfStores(input);
    return { of: 'STORES', design: { standardDeviation, confidence, alternative } };
  }
  if (input.baseline === 0) throw invalidInput('`baseline` must not be 0: effects are relative to it');
  return {
    of: 'UNITS',
    design: {
      baseline: input.baseline,
      standardDeviation,
      shares: sharesOf(input),
      confidence,
      alternative,
      plannedUnits: input.sequentialPlannedUnits ?? null,
    },
  };
}

function standardDeviationOf({ kind, baseline, standardDeviation }: PlanInput): number {
  requireAbove0('standardDeviation', standardDeviation);
  if (kind === PlanKind.PROPORTION) {
    if (!(baseline > 0 && baseline < 1))
      throw invalidInput('`baseline` of a PROPORTION must be between 0 and 1');
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

function requireAbove0(name: string, value: number | null | undefined): void {
  if (value === 0) throw invalidInput(`\`${name}\` must be above 0`);
}
