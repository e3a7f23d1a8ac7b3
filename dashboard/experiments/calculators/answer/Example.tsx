import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { EmptyNotice } from '../../../ui/page/EmptyNotice.js';
import { searchOf } from '../fields/arm-texts.js';
import type { FieldTexts } from '../fields/use-fields.js';

/** Numbers that one click fills in. */
export interface ExampleNumbers {
  readonly label: string;
  /** Whether they are published, and where, or invented. */
  readonly origin: string;
  readonly texts: FieldTexts;
}

export interface EmptyCalculatorProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly examples: readonly ExampleNumbers[];
}

/** In place of an answer: what the calculator answers, and examples to start from. */
export const EmptyCalculator = ({ title, children, examples }: EmptyCalculatorProps) => (
  <EmptyNotice title={title}>
    {children}
    <ul className="examples">
      {examples.map(({ label, origin, texts }) => (
        <li key={label}>
          <Anchor component={Link} to={{ search: searchOf(texts) }} preventScrollReset>
            {label}
          </Anchor>{' '}
          {origin}
        </li>
      ))}
    </ul>
  </EmptyNotice>
);
