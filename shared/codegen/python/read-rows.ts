import { pyString } from './literal';

interface DelimitedForm {
  readonly delimiter: string;
  readonly header: boolean;
  readonly encoding: string;
}

/** `read_rows(path)`: cells by column name, of the rows that were read. */
export function readTableSource({ delimiter, header, encoding }: DelimitedForm): string {
  return `def read_rows(path):
    """Cells by column name. \`split.json\` holds the lines where the rows that were read begin."""
    rows, line = {}, 1
    with open(path, newline="", encoding=${pyString(pythonEncoding(encoding))}) as file:
        reader = csv.reader(file, delimiter=${pyString(delimiter)})
        for cells in reader:
            rows[line], line = cells, reader.line_num + 1
    names = ${header ? '[name.strip() for name in rows[min(rows)]]' : '[str(n + 1) for n in range(len(rows[min(rows)]))]'}
    return [dict(zip(names, rows[line])) for line in SPLIT["lines"]]`;
}

/** `read_number(cell)`. A file cut by semicolons may write decimals with a comma. */
export function readNumberSource(delimiter: string): string {
  return `def read_number(cell):
    """Not a number where the cell holds none."""
    try:
        return float(cell${delimiter === ';' ? '.replace(",", ".")' : ''})
    except ValueError:
        return math.nan`;
}

/** Python's name of an encoding; a byte-order mark is skipped. */
export function pythonEncoding(encoding: string): string {
  return /^utf-?8$/i.test(encoding) ? 'utf-8-sig' : encoding;
}
