import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  type OnConnectStartParams,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type DragEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PortRef } from '../../shared/graph/document';
import { BlockPath } from '../blocks/BlockPath';
import { enter } from '../blocks/block-actions';
import { useDocument } from '../state/document';
import { useDrawing } from '../state/drawing';
import { useView } from '../state/view';
import { addNode, connect, mendOf, placeNodes, wiringNow } from './actions';
import { CanvasEmpty } from './CanvasEmpty';
import { CanvasTools } from './CanvasTools';
import { useCamera } from './camera';
import './canvas.css';
import { ConnectList } from './ConnectList';
import { useConnecting } from './connecting';
import { FindNode } from './FindNode';
import { fittingPorts, refusal } from './fits';
import { type FlowEdge, type FlowNode, syncEdges, syncNodes } from './flow-nodes';
import { LiveRegion } from './LiveRegion';
import { FIT, NODE_WIDTH, SNAP } from './measures';
import { NodeView } from './NodeView';
import { QuickAdd } from './QuickAdd';
import { RefusalBubble } from './RefusalBubble';
import { useCanvasKeys } from './use-canvas-keys';
import { useClipboard } from './use-clipboard';
import { useReveal } from './use-reveal';
import { WireView } from './WireView';

export const DRAGGED_KIND = 'application/x-attention-studio-node';

/** Fewer nodes are overseen without a map. */
const FEWEST_FOR_MAP = 16;

const nodeTypes = { node: NodeView };
const edgeTypes = { wire: WireView };

const pointOf = (event: globalThis.MouseEvent | TouchEvent) => {
  const touch = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
};

/** Source and target, whichever end the wire is drawn from. */
function ends(connection: Connection | FlowEdge): { from: PortRef; to: PortRef } | null {
  const { source, target, sourceHandle, targetHandle } = connection;
  if (!sourceHandle || !targetHandle) return null;
  return { from: { node: source, port: sourceHandle }, to: { node: target, port: targetHandle } };
}

function isValid(connection: Connection | FlowEdge): boolean {
  const both = ends(connection);
  const wiring = wiringNow();
  return both !== null && wiring !== null && refusal(wiring, both.from, both.to) === null;
}

function startWire(_event: unknown, { nodeId, handleId, handleType }: OnConnectStartParams): void {
  const wiring = wiringNow();
  if (!wiring || !nodeId || !handleId) return;
  const from = { node: nodeId, port: handleId };
  const side = handleType === 'source' ? 'out' : 'in';
  useConnecting.setState({ loose: { from, side }, fitting: fittingPorts(wiring, from, side), refused: null });
}

function Flow() {
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const { graph, layout, registry, block } = useDrawing();
  const projectId = useDocument((s) => s.open?.projectId ?? '');
  const readOnly = useDocument((s) => s.open?.readOnly !== null);
  const selected = useView((s) => s.nodes);
  const selectedWires = useView((s) => s.wires);
  const [nodes, setNodes] = useState<FlowNode[]>([]);
  const [known, setKnown] = useState<readonly unknown[]>([]);
  const frame = useRef<HTMLElement>(null);
  useCanvasKeys(frame);
  useClipboard(frame);

  // In step with the document before anything is painted: derived while rendering, not in an effect.
  if (known[0] !== graph || known[1] !== layout || known[2] !== selected) {
    setKnown([graph, layout, selected]);
    setNodes(syncNodes(nodes, graph, layout, selected, registry));
  }

  const heights = useMemo(() => new Map(nodes.map((n) => [n.id, n.measured?.height ?? n.initialHeight ?? 56])), [nodes]);
  const { wires } = graph;
  const edgesBefore = useRef<FlowEdge[]>([]);
  const edges = useMemo(
    () => syncEdges(edgesBefore.current, wires, layout, selectedWires, heights),
    [wires, layout, selectedWires, heights],
  );
  useEffect(() => {
    edgesBefore.current = edges;
  }, [edges]);

  useEffect(() => {
    if (projectId !== '' || block !== null) void flow.fitView(FIT);
  }, [flow, projectId, block]);

  useReveal(frame);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const picks = changes.filter((c) => c.type === 'select');
    if (picks.length > 0) {
      const next = new Set(useView.getState().nodes);
      for (const pick of picks) {
        if (pick.selected) next.add(pick.id);
        else next.delete(pick.id);
      }
      useView.setState({ nodes: next });
    }
    const moves = changes.filter((c) => c.type === 'position' || c.type === 'dimensions');
    if (moves.length > 0) setNodes((before) => applyNodeChanges(moves, before));
  }, []);

  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => {
    const picks = changes.filter((c) => c.type === 'select');
    if (picks.length === 0) return;
    const next = new Set(useView.getState().wires);
    for (const pick of picks) {
      if (pick.selected) next.add(pick.id);
      else next.delete(pick.id);
    }
    useView.setState({ wires: next });
  }, []);

  const onSelectionDragStop = useCallback((_event: unknown, dragged: readonly FlowNode[]) => {
    placeNodes(new Map(dragged.map((n) => [n.id, { x: n.position.x, y: n.position.y }])));
  }, []);
  const onDragStop = useCallback(
    (event: unknown, _node: unknown, dragged: readonly FlowNode[]) => onSelectionDragStop(event, dragged),
    [onSelectionDragStop],
  );

  const onConnect = useCallback((connection: Connection) => {
    const both = ends(connection);
    if (both) connect(both.from, both.to);
  }, []);

  const onConnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const { loose } = useConnecting.getState();
      useConnecting.setState({ loose: null, fitting: null });
      if (!loose || state.isValid) return;
      const at = pointOf(event);
      if (state.toHandle?.id) {
        const other = { node: state.toHandle.nodeId, port: state.toHandle.id };
        const [from, to] = loose.side === 'out' ? [loose.from, other] : [other, loose.from];
        const wiring = wiringNow();
        const sameSide = (state.toHandle.type === 'source') === (loose.side === 'out');
        const why = sameSide
          ? {
              reason: `A wire leads from an output to an input; both ends are ${loose.side === 'out' ? 'outputs' : 'inputs'}.`,
              received: null,
            }
          : wiring && refusal(wiring, from, to);
        if (why) useConnecting.setState({ refused: { reason: why.reason, at, mend: mendOf(why, from, to), settled: true } });
        return;
      }
      const over = document.elementFromPoint(at.x, at.y);
      if (over?.closest('.react-flow__pane')) {
        const place = flow.screenToFlowPosition(at);
        const shifted = loose.side === 'out' ? { x: place.x, y: place.y - 19 } : { x: place.x - NODE_WIDTH, y: place.y - 19 };
        useConnecting.setState({ quickAdd: { at, place: shifted, loose } });
      }
    },
    [flow],
  );

  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(DRAGGED_KIND);
    if (kind === '') return;
    event.preventDefault();
    const place = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    addNode(kind, { x: place.x - NODE_WIDTH / 2, y: place.y - 19 });
  };

  const onDoubleClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const node = event.target.closest('.react-flow__node')?.getAttribute('data-id');
    if (node) {
      enter(node);
      return;
    }
    if (!event.target.closest('.react-flow__pane')) return;
    const at = { x: event.clientX, y: event.clientY };
    useConnecting.setState({ quickAdd: { at, place: flow.screenToFlowPosition(at), loose: null } });
  };

  return (
    <section
      ref={frame}
      className="canvas"
      aria-label="Graph"
      aria-description="Arrow keys go from node to node. Enter opens the inspector, slash adds a node, C connects. Question mark lists all keys."
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas takes the keyboard as one control
      tabIndex={0}
      onDrop={onDrop}
      onDragOver={(event) => event.preventDefault()}
      onDoubleClick={onDoubleClick}
    >
      <ReactFlow<FlowNode, FlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={onSelectionDragStop}
        onConnect={onConnect}
        onConnectStart={startWire}
        onConnectEnd={onConnectEnd}
        isValidConnection={isValid}
        onViewportChange={({ zoom }) => useCamera.setState({ zoom })}
        onlyRenderVisibleElements
        snapToGrid
        snapGrid={[SNAP, SNAP]}
        minZoom={0.05}
        maxZoom={2}
        zoomOnDoubleClick={false}
        connectionRadius={28}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
        selectionKeyCode="Shift"
        deleteKeyCode={null}
        disableKeyboardA11y
        nodesFocusable={false}
        edgesFocusable={false}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} />
        {nodes.length >= FEWEST_FOR_MAP ? (
          <MiniMap className="minimap" pannable zoomable ariaLabel="Overview of the graph" nodeColor={colourOf} nodeBorderRadius={8} />
        ) : null}
      </ReactFlow>
      <BlockPath />
      <CanvasTools />
      <CanvasEmpty />
      <RefusalBubble />
      <QuickAdd />
      <ConnectList />
      <FindNode />
      <LiveRegion />
    </section>
  );
}

function colourOf(node: FlowNode): string {
  const { graph, registry } = useDrawing.getState();
  const kind = graph.nodes[node.id]?.kind;
  const family = kind !== undefined && Object.hasOwn(registry, kind) ? registry[kind]?.family : undefined;
  return family ? `var(--${family})` : 'var(--control)';
}

/** The graph, drawn and edited. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  );
}
