import { App } from 'antd'
import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import type { SaleView } from '../contract'
import type { Turn } from './words'

/** Starts, pauses and stops a sale. Only stopping cannot be taken back, so only stopping asks. */
export function useTurn(reload: () => Promise<void>) {
  const { modal, message } = App.useApp()
  const [turning, setTurning] = useState<Turn | null>(null)

  async function apply(sale: SaleView, to: Turn): Promise<void> {
    setTurning(to)
    try {
      await call('flash.setState', { id: sale._id, state: to })
      void message.success(`${sale.title} ${doneWords[to]}`)
    } catch (error) {
      void message.error(error instanceof CallError ? error.message : '没有改成，请再试一次。')
    } finally {
      await reload()
      setTurning(null)
    }
  }

  function turn(sale: SaleView, to: Turn): void {
    if (to !== 'stopped') return void apply(sale, to)
    modal.confirm({
      title: `停止 ${sale.title}？`,
      icon: null,
      okText: '停止',
      cancelText: '再想想',
      content: (
        <ul className="flash-ask">
          <li>停了不能再开，要再办就新建一场。只想歇一会儿，用「暂停」。</li>
          <li>正在开的场次马上结束{sale.mode === 'draw' && '，还没抽的不再抽'}。</li>
          <li>已经得到的券照常能用到期。</li>
        </ul>
      ),
      onOk: () => apply(sale, to),
    })
  }

  return { turning, turn }
}

const doneWords: Record<Turn, string> = {
  running: '开始了，场次会自己排。',
  paused: '暂停了，正在开的场次也停下，得到的券照常能用。',
  stopped: '停止了，得到的券照常能用。',
}
