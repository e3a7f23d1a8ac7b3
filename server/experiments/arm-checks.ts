import { invalidInput } from '../platform/index.js';

/** @throws {DomainError} INVALID_INPUT if two arms have one name */
export function requireDistinctNames(arms: readonly { readonly name: string }[]): void {
  const names = arms.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalidInput(`Two arms are named ${twice}: give each a name of its own`);
}

/** @throws {DomainError} INVALID_INPUT if only some arms have the field */
export function requireAllOrNone<Field extends string>(
  arms: readonly ({ readonly name: string } & { readonly [K in Field]?: unknown })[],
  field: Field,
): void {
  const without = arms.filter((arm) => (arm[field] ?? null) === null);
  if (without.length > 0 && without.length < arms.length)
    throw invalidInput(
      `Arm ${without[0]!.name} has no \`${field}\`, others have: give it for every arm or for none`,
    );
}

/** @throws {DomainError} INVALID_INPUT, with the name, if one of the numbers is 0 */
export function requireAbove0(numbers: Readonly<Record<string, number | null | undefined>>): void {
  for (const [name, value] of Object.entries(numbers))
    if (value === 0) throw invalidInput(`\`${name}\` must be above 0`);
}
