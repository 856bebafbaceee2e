Feature: An order on its way from the counter to the lab ticket
  A store takes orders whether or not the server can be reached. The lab makes the lenses from its
  own copy, prints the ticket, and the counter sees how far the job is.

  Background:
    Given a chain with the stores Lindenstraße and Hafen and the lab Werkstatt Ost
    And the lab's ticket printer is switched on

  Scenario: Taken without a server, made at the lab, seen at the counter
    Given the sync server is switched off
    And Marta has signed in at the counter of Lindenstraße
    And Ivo has signed in at the bench of the lab
    When Marta finds patient P-LIN-00017 and signs "R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00"
    And she saves a rush order for a traced frame and progressive lenses
    And she presses the button once more
    Then there is one order, with a number from this counter's own block
    And copies of patient and prescription lie beside it, known by their hashes
    And one piece of the frame is promised to it
    And it is written down that Marta took it
    And the sync pill says offline, with three facts waiting

    When the sync server is switched on
    Then the server holds the order once, with its items, its copies and its promise
    And the lab has one work order for it, without a price and without a phone number
    And the ticket comes out once, byte for byte as it was laid out
    And the printer itself confirms it
    And the QR code on the paper opens the work order
    And the copies have the same hash at the store, at the server and at the lab
    And the counter of Hafen has heard nothing of it

    When Ivo scans the ticket from station to station up to edging
    Then the counter of Lindenstraße shows edging and the number of the work order
    And the server keeps every stage once, in order
