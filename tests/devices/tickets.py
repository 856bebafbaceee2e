"""A ticket as the lab prints it, for every test that needs paper."""

from app.domain.kernel.paper import (
    EyeRow,
    EyeTable,
    Field,
    FieldPair,
    Heading,
    Notice,
    PaperBlock,
    QrCode,
    Rule,
    Subheading,
)

PAYLOAD = "WO-LAB-26-1-37"
MARK = b"Ab1!"


def a_ticket(
    *, patient: str = "Kowalska-B. A.", store: str = "Lindenstraße"
) -> tuple[PaperBlock, ...]:
    return (
        Heading("W-LAB-26-1"),
        Notice("RUSH"),
        FieldPair(Field("Order", "O-MAIN-26-1042"), Field("Due", "2026-03-14")),
        FieldPair(Field("Store", store), Field("Patient", patient)),
        Rule(),
        EyeTable(
            ("Sph", "Cyl", "Axis", "Add", "PD", "Height"),
            (
                EyeRow("R", ("−2.25", "−0.75", "095", "+2.00", "31.5", "22.0")),
                EyeRow("L", ("−2.75", "−1.50", "080", "+2.00", "32.0", "22.0")),
            ),
        ),
        Rule(),
        Subheading("Nordkap Varia 204 black"),
        FieldPair(Field("Size", "52□18-145"), Field("Box", "A 52.0  B 38.4  DBL 18.0")),
        Subheading("Varia C2 progressive"),
        Field("Material", "Polymer 1.60"),
        FieldPair(Field("Coating", "Hard, anti-reflex"), Field("Tint", "-")),
        Field("Edging", "bevel 33 % front, curve 4.0, polished"),
        QrCode(PAYLOAD, PAYLOAD),
    )
