import { useState } from 'react';
import { Field } from '../ui/Field';
import { NumberField, type NumberFieldProps } from '../ui/NumberField';

/** A number with its name, and beneath it why an entry cannot be taken. */
export function NumberRow({
  label,
  hint,
  ...rest
}: { readonly label: string; readonly hint: string | undefined } & Omit<NumberFieldProps, 'label' | 'onRefuse'>) {
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <Field label={label} hint={hint} error={refused}>
      {(ids) => <NumberField {...rest} {...ids} onRefuse={setRefused} />}
    </Field>
  );
}
