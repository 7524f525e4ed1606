import { writeFileSync } from 'node:fs';
import { conformanceCases } from './cases';

// `golden.py` runs this, bundled, to learn the examples.
writeFileSync(process.argv[2] ?? '/dev/stdout', JSON.stringify(conformanceCases()));
