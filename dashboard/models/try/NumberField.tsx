import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';
import type { Range } from '../ranges.js';

export interface NumberFieldProps
  extends Pick<
    NumberInputProps,
    'label' | 'placeholder' | 'allowDecimal' | 'hideControls' | 'rightSection' | 'step'
  > {
  readonly range: Range;
  readonly value: number | null;
  /** Told what was written, brought into the range, once it is left or Enter is pressed; null where it was emptied. */
  readonly onWritten: (value: number | null) => void;
}

/** A number that may be half written: nothing is made of it before the writer is done. */
export function NumberField({ range, value, onWritten, ...field }: NumberFieldProps) {
  const [draft, setDraft] = useState<number | string | null>(null);
  const write = () => {
    if (draft === null) return;
    setDraft(null);
    onWritten(numberOf(draft, range));
  };
  return (
    <NumberInput
      {...field}
      allowNegative={false}
      min={range.min}
      max={range.max}
      value={draft ?? value ?? ''}
      onChange={setDraft}
      onBlur={write}
      onKeyDown={(event) => event.key === 'Enter' && write()}
    />
  );
}

function numberOf(draft: number | string, { min, max }: Range): number | null {
  const number = draft === '' ? Number.NaN : Number(draft);
  return Number.isNaN(number) ? null : Math.min(max, Math.max(min, number));
}
