import { ChoiceField } from './ChoiceField.js';
import { type FormState, NumberField } from './NumberField.js';
import { ALTERNATIVE_NAMES } from './settings.js';

/** How sure the intervals are, and which effects are looked for. */
export const TestFields = ({ form }: { readonly form: FormState }) => (
  <>
    <NumberField form={form} name="confidence" label="Confidence (%)" placeholder="95" />
    <ChoiceField
      form={form}
      name="alternative"
      label="Looks for"
      names={ALTERNATIVE_NAMES}
      usual="TWO_SIDED"
    />
  </>
);
