import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { FIRST_DAY, LAST_DAY } from '../../format/dates.js';
import { dayProblem, orderProblems } from '../filter-problems.js';
import type { Period } from '../periods.js';

export interface PeriodFormProps {
  readonly period: Period;
  readonly onChoose: (period: Period) => void;
}

type Errors = { readonly [End in keyof Period]?: string | null };

const UNFINISHED = 'This is not a day. Fill in day, month and year, or clear it.';

/** A first and a last day; nothing is asked before both are right. An empty one leaves that end open. */
export function PeriodForm({ period, onChoose }: PeriodFormProps) {
  const [errors, setErrors] = useState<Errors>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const [from, through] = ['from', 'through'].map(
      (name) => event.currentTarget.elements.namedItem(name) as HTMLInputElement,
    ) as [HTMLInputElement, HTMLInputElement];
    const found = errorsOf(from, through);
    setErrors(found);
    if (found.from) from.focus();
    else if (found.through) through.focus();
    else onChoose({ from: from.value || null, through: through.value || null });
  };
  return (
    <form className="period-form" onSubmit={submit} noValidate>
      <DayField name="from" label="First day" value={period.from} error={errors.from} />
      <DayField name="through" label="Last day" value={period.through} error={errors.through} />
      <Button type="submit">Apply</Button>
    </form>
  );
}

interface DayFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  readonly error: string | null | undefined;
}

const DayField = ({ name, label, value, error }: DayFieldProps) => (
  <TextInput
    type="date"
    name={name}
    label={label}
    defaultValue={value ?? ''}
    min={FIRST_DAY}
    max={LAST_DAY}
    error={error}
  />
);

function errorsOf(from: HTMLInputElement, through: HTMLInputElement): Errors {
  const errors = { from: errorOf(from), through: errorOf(through) };
  const [disorder] = orderProblems(from.value, through.value);
  return { ...errors, through: errors.through ?? disorder?.message ?? null };
}

/** A browser gives no text for a day that is half filled in or does not exist: only that there is one. */
function errorOf({ value, validity }: HTMLInputElement): string | null {
  if (validity.badInput) return UNFINISHED;
  return value === '' ? null : dayProblem(value);
}
