import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DATE_FORMATS, dateFormatFault, isTyped } from './date-formats.js';

const OTHER = 'other';

export interface DateFormatFieldProps {
  /** Null for ISO. */
  readonly value: string | null;
  readonly onChange: (format: string | null) => void;
}

/** How the file writes days and times: one of the common formats, or one that is typed. */
export function DateFormatField({ value, onChange }: DateFormatFieldProps) {
  const [isOther, setIsOther] = useState(isTyped(value));
  const choose = (chosen: string | null) => {
    setIsOther(chosen === OTHER);
    if (chosen !== OTHER) onChange(chosen || null);
  };
  return (
    <div className="narrow">
      <Select
        label="Days and times are written as"
        description="Times without a zone are in UTC."
        allowDeselect={false}
        data={[...DATE_FORMATS, { value: OTHER, label: 'Another format' }]}
        value={isOther ? OTHER : (value ?? '')}
        onChange={choose}
      />
      {isOther && (
        <TextInput
          label="Date format"
          description="yyyy, mm and dd once each, with what stands between them"
          placeholder="dd-mm-yyyy"
          mt="xs"
          value={value ?? ''}
          error={dateFormatFault(value)}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )}
    </div>
  );
}
