import { registerEnumType } from 'type-graphql';
import type { Alternative as AlternativeName } from '../statistics/index.js';

/** Which effects are looked for: as statistics name it. */
export const Alternative = {
  TWO_SIDED: 'TWO_SIDED',
  GREATER: 'GREATER',
  LESS: 'LESS',
} as const satisfies { readonly [K in AlternativeName]: K };
export type Alternative = AlternativeName;

registerEnumType(Alternative, {
  name: 'Alternative',
  description: 'Which effects are looked for. One-sided intervals have one bound, at the same confidence.',
  valuesConfig: {
    TWO_SIDED: { description: 'The treatment is higher or lower than the control.' },
    GREATER: { description: 'The treatment is higher.' },
    LESS: { description: 'The treatment is lower.' },
  },
});
