"""What the windows need of a device: its use cases, its changes and its printers' words."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap.edges import Edges
from app.bootstrap.station import Station
from app.domain.kernel.ids import CommandId
from app.services.changes import Topic

if TYPE_CHECKING:
    from app.ui.change_hub import ChangeHub
    from app.ui.desktop import DesktopServices
    from app.ui.printer_states import PrinterStates
    from app.ui.runner import Runner


@dataclass(frozen=True, kw_only=True)
class ScreenParts:
    """What a station's windows share: the hub, the printers' words and both runners."""

    change_hub: "ChangeHub"
    printer_states: "PrinterStates"
    runner: "Runner"
    card_runner: "Runner"


def station_with_screens(folder: Path) -> tuple[Station, ScreenParts]:
    """Return a device whose changes reach the screens; needs a QApplication."""
    from app.ui.change_hub import ChangeHub
    from app.ui.printer_states import PrinterStates
    from app.ui.runner import Runner

    hub = ChangeHub()
    states = PrinterStates(hub.publish)
    station = station_heard_by(hub, states, folder)
    runner = Runner(station.store.submit)
    cards = Runner(station.money.on_card_thread)
    return station, ScreenParts(
        change_hub=hub, printer_states=states, runner=runner, card_runner=cards
    )


def station_heard_by(hub: "ChangeHub", states: "PrinterStates", folder: Path) -> Station:
    """Return a device that tells the hub what it changes and the states what printers say."""
    edges = Edges(
        notifier=states,
        on_changes=hub.publish,
        on_sync_status=lambda _status: hub.publish(frozenset({Topic.SYNC})),
        on_bug=report_bug,
    )
    return Station(folder, edges)


def services_of(station: Station, screens: ScreenParts) -> "DesktopServices":
    """Return what the windows need of a device; call it on the store thread, opened.

    Raises:
        DeviceIsNotEnrolled: the device has no place in a chain yet.
    """
    from app.adapters.exchange.codes import article_of
    from app.adapters.exchange.dcs import read_trace
    from app.adapters.store.station_settings import StationSettings
    from app.ui.desktop import DesktopServices

    return DesktopServices(
        sign_in=station.sign_in,
        customers=station.customers,
        people=station.people,
        orders=station.orders,
        order_life=station.order_life,
        catalogue=station.catalogue,
        pricing=station.goods.pricing,
        dispensing=station.goods.dispensing,
        catalogue_editing=station.goods.catalogue_editing,
        catalogue_import=station.goods.catalogue_import,
        lab=station.lab,
        tickets=station.tickets,
        drafts=station.drafts,
        badges=station.badges,
        payments=station.money.payments,
        till=station.money.till,
        till_reports=station.money.till_reports,
        journal=station.money.journal,
        gift_cards=station.money.gift_cards,
        card_payments=station.money.card_payments,
        card_runner=screens.card_runner,
        checkout=station.selling.checkout,
        refunding=station.selling.refunding,
        handing_over=station.selling.handing_over,
        order_files=station.selling.order_files,
        papers=station.paper.papers,
        mails=station.paper.mails,
        print_centre=station.paper.print_centre,
        device=station.log.identity(),
        sync_health=station.sync_health,
        read_trace=read_trace,
        clock=station.clock,
        new_command_id=lambda: CommandId(station.new_id()),
        runner=screens.runner,
        change_hub=screens.change_hub,
        printer_states=screens.printer_states,
        sync_status=lambda: station.pump.status if station.pump else None,
        read_label=article_of,
        shell=StationSettings.load(station.profile.folder).shell,
    )


def report_bug(error: Exception) -> None:
    """Hand a bug met on a worker's edge to the hook that writes crash reports."""
    sys.excepthook(type(error), error, error.__traceback__)
