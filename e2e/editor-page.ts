import { expect, type Locator, type Page } from '@playwright/test';

/** The window as a person uses it: what the tests of the editor share. */
export class EditorPage {
  readonly page: Page;
  /** What the browser complained about: policy violations and faults of the window. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  async start(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.page.getByRole('heading', { name: 'Attention Studio' })).toBeVisible();
  }

  async blank(address: string): Promise<void> {
    await this.start(address);
    await this.page.getByRole('button', { name: 'Blank graph' }).click();
    await expect(this.canvas).toBeVisible();
  }

  async template(address: string, title: string): Promise<void> {
    await this.start(address);
    await this.page.getByRole('button', { name: title }).click();
    await expect(this.page.locator('.node').first()).toBeVisible();
  }

  get canvas(): Locator {
    return this.page.getByRole('region', { name: 'Graph' });
  }

  node(title: string): Locator {
    return this.page.locator('.node').filter({ has: this.page.locator('.node-title', { hasText: new RegExp(`^${title}$`) }) });
  }

  /** The shapes that stand on the wires. */
  get shapes(): Locator {
    return this.page.locator('.wire-shape');
  }

  get wires(): Locator {
    return this.page.locator('.react-flow__edge');
  }

  port(title: string, side: 'in' | 'out', index = 0): Locator {
    return this.node(title)
      .locator(side === 'in' ? '.react-flow__handle-left' : '.react-flow__handle-right')
      .nth(index);
  }

  /** Adds a node from the palette, which selects it. Nodes out of view are not in the page: they cannot be counted. */
  async add(title: string): Promise<void> {
    await this.page.getByRole('region', { name: 'Nodes' }).getByRole('button', { name: title, exact: true }).click();
    await expect(this.page.locator('.node.selected .node-title')).toHaveText(title);
  }

  /** Drags a wire from a port to a point of the window; the pointer stays down. */
  private async pull(from: Locator, to: { x: number; y: number }): Promise<void> {
    await from.hover();
    await this.page.mouse.down();
    await this.page.mouse.move(to.x - 30, to.y + 20, { steps: 4 });
    await this.page.mouse.move(to.x, to.y, { steps: 4 });
  }

  private async middle(of: Locator): Promise<{ x: number; y: number }> {
    const box = await of.boundingBox();
    if (!box) throw new Error('not on the screen');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Drags a wire onto a port; without `drop` the pointer stays down over it. */
  async wire(from: Locator, to: Locator, drop = true): Promise<void> {
    await this.pull(from, await this.middle(to));
    if (drop) await this.page.mouse.up();
  }

  /** Drops a wire on empty canvas, at an offset from its port. */
  async dropWire(from: Locator, dx: number, dy: number): Promise<void> {
    const { x, y } = await this.middle(from);
    await this.pull(from, { x: x + dx, y: y + dy });
    await this.page.mouse.up();
  }

  get quickAdd(): Locator {
    return this.page.locator('.quick-add');
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: /^Undo/ }).click();
  }

  async redo(): Promise<void> {
    await this.page.getByRole('button', { name: /^Redo/ }).click();
  }
}
