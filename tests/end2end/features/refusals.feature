Feature: What cannot be done is said in a sentence, and nothing is half done
  The person reads what is wrong and what to do, the log holds the code, and the store is as before.

  Scenario Outline: At the counter
    Given Marta has signed in at the counter of Lindenstraße
    When <something goes wrong>
    Then the screen says "<sentence>"
    And the log holds the code <code>
    And nothing was written and nothing waits to be sent

    Examples:
      | something goes wrong                         | code                             | sentence                                                                                      |
      | somebody types the PIN 000000                | sign_in.pin.wrong                | Wrong PIN. 4 tries left before a pause.                                                       |
      | she signs "R -2.25 -0.75x0; L -2.00"         | optics.axis.out_of_range         | An axis of 0 does not exist. Write 1 to 180; 0 is written 180.                                |
      | she signs "R -2.25 -0.75; L -2.00"           | optics.cylinder.needs_axis       | The cylinder −0.75 has no axis. Enter it.                                                     |
      | she signs "R -2.25 -0.75x95; L +0.07"        | optics.power.off_step            | +0.07 is not on the steps lenses are ordered in. Write quarters or eighths.                   |
      | she saves an order with a trace cut short    | exchange.dcs.trace.points_differ | Line 16: the trace announces 360 points and has 341. Trace the frame again.                   |

  Scenario: The server is switched off
    Given Marta has signed in at the counter of Lindenstraße
    When the sync server is switched off
    And she saves an order
    Then the sync pill says "The server cannot be reached. Work goes on and is sent later."
    And the log holds the code sync.server.unreachable
    And the order is whole and waits to be sent

  Scenario: Head office suspends a device
    Given Marta has signed in at the counter of Lindenstraße
    When head office suspends the device
    And she saves an order
    Then the sync pill says "Head office has suspended this device. Call them; work goes on and is kept here."
    And the log holds the code device.suspended
    And the order reaches the server all the same

  Scenario: A code that is wrong
    Given a computer that belongs to no chain yet
    When somebody enrols it with the code 0000-0000-0000
    Then the screen says "This code is wrong, used or too old. Ask head office for a new one."
    And the log holds the code enrol.code_invalid
    And the computer belongs to no chain still

  Scenario: The printer's address is none
    Given the bench of the lab is on
    When somebody sets the ticket printer to ftp://printer
    Then the screen says "ftp://printer is no printer address. Write tcp://host:9100."
    And the log holds the code printing.printer.address_invalid
    And no printer was set

  Scenario: Nobody listens at the printer's address
    Given the bench of the lab is on
    And the ticket printer is set to a port where nobody listens
    When an order from Lindenstraße reaches the lab
    Then its ticket says "The printer cannot be reached. Check its power and cable."
    And the log holds the code printing.printer.unreachable
    And once the address is right the ticket comes out once
