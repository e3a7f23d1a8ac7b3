import { Input, SegmentedControl, type SegmentedControlProps } from '@mantine/core';
import { optionsOf } from '../format/words.js';
import { MODEL_KIND_NAMES } from './model-words.js';

type KindFieldProps = Pick<SegmentedControlProps, 'value' | 'onChange' | 'defaultValue'> & {
  readonly label: string;
};

/** Reward model or generator. */
export const KindField = ({ label, ...input }: KindFieldProps) => (
  <Input.Wrapper label={label} labelElement="div">
    <SegmentedControl aria-label={label} fullWidth mt={4} data={optionsOf(MODEL_KIND_NAMES)} {...input} />
  </Input.Wrapper>
);
